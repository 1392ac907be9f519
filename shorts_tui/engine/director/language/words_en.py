"""The English vocabulary: which words and phrases stand for which category of the grammar.

`CATEGORY` or `CATEGORY:value` -> phrases between commas. `+` before a phrase: its first word is a verb, all of whose
forms count; `*` after it: a noun with a plural. A phrase may belong to several categories.
"""

from __future__ import annotations

POLITENESS = {
    "POLITE": "please, pls, plz, kindly, thanks, thank you, thanks a lot, thank you so much, thx, ty, cheers, ok, okay, yes, "
    "yeah, yep, sure, well, can you, could you, would you, will you, can we, could we, can i, could i, may i, i'd like you to, "
    "i would like you to, i want you to, i need you to, let's, lets, let us, help me, go ahead and, if you can, if possible, "
    "if you could, would you mind, is it possible to, i'd like to, i want to, i wanna, i would like to, i need to, i'd love to, "
    "we need to, we want to, you should, you can, try to, for me, for us, now, right now, actually, maybe, perhaps, basically, "
    "how about, what about, i think, i guess, this time, dear, buddy, mate, great job, nice, perfect, good job, looks good, "
    "be so kind and, are you able to, is there a way to, is there any way to, what if you, what if we, why not, why don't you, why don't we, do you mind, can you maybe, do you think you could, make sure to, make sure that, make sure, be sure to, remember to, go ahead, in the way, need to, want to, you to, also can you",
    "GREETING": "hi, hello, hey, hi there, hello there, hey there, good morning, good evening",
    "DET": "the, this, that, these, those, my, our, your, his, her, their",
    "FILLER": "a, an, it, its, they, them, there, i, we, you, me, us, he, she, some, any, really, very, quite, pretty, cool, "
    "great, good, awesome, engaging, catchy, punchy, viral, quick, fun, amazing, professional, polished, shareable, proper, "
    "neat, lovely, beautiful, exact, exactly, new, own, other, again, kind of, sort of, like, even, still, myself, itself, "
    "entire, whole, currently, current, existing, raw, full, complete, automatically, auto, generated, quietly, softly, "
    "gently, directly, simply, one, ones, clearly, properly, nicely, here, mark, more or less, in place, should, must, will, "
    "would, can, could, to be, it's, it is, that's, that is, there's, there is, there are, i'd, i'm, i've, i have, we have",
}

JOINTS = {
    "AND": "and, &, +, plus, as well as, along with, together with",
    "OR": "or, nor",
    "THEN": "first of all, firstly, first off, to start, then, and then, after that, afterwards, next, finally, lastly, and finally, and after that, and lastly",
    "ALSO": "also, as well, additionally, and also, besides, oh and, and please",
    "BUT": "but, however, while, whereas, instead, and instead, except, but also, so",
    "WITH": "with, using, featuring, including, and with, having",
    "REASON": "because, since, cause, so that, in order to, so people, so viewers, so that people, so deaf, as i, as it, "
    "for people who, so everyone, so anyone, so it, so they, so i, so we",
}

FUNCTION = {
    "TO": "to, onto",
    "INTO": "into, in to, to become, to be",
    "DOWN_TO": "down to, back to, down into",
    "FROM": "from, out of, starting from",
    "OUT_OF": "out of, from",
    "FOR": "for",
    "AT": "at, @",
    "BY": "by",
    "OF": "of",
    "IN": "in, inside, throughout, across, over",
    "ON": "on, onto",
    "OFF": "off, off of",
    "OUT": "out",
    "UP": "up",
    "DOWN": "down",
    "AWAY": "away",
    "UNTIL": "until, till, up until, up to, through, thru",
    "AFTER": "after, past, beyond, later than",
    "BEFORE": "before, prior to, earlier than, up to",
    "BETWEEN": "between",
    "UNDER": "under, underneath, beneath, behind, below",
    "DURING": "during, over, within",
    "ONWARDS": "onwards, onward, on, forward, and on, to the end",
    "AS": "as",
    "IS": "is, are, be, being, was, isn't, aren't, am",
    "HAVE": "have, has, having, had, contain, contains, there",
    "APPROX": "about, around, roughly, approximately, approx, under, less than, at most, max, maximum, up to, no more than, "
    "no longer than, not more than, not longer than, within, exactly, at max, or less, or so, tops, or under, shorter than, "
    "below, just under, a maximum of, nearly, almost, of about, fewer than, or shorter",
    "TOO": "too",
}

VERBS = {
    "REMOVE": "+remove, +delete, +drop, +get rid of, +take out, +take away, +cut out, +strip out, +strip, +eliminate, +erase, "
    "+lose, +ditch, +discard, +throw away, +throw out, +chop off, +chop out, +cut off, +cut away, +trim off, +trim out, "
    "+trim away, +clear, +leave out, +kill, +scrap, +shave off, +shave, +chop, +edit out, +snip, +snip off, +lop off, +omit, "
    "+skip, +skip over, +toss, +toss out, +exclude, +cancel, +clip off, +slice off, +take off, +axe, +nix, +crop out, "
    "+clean out, +filter out, +purge, +wipe out, +rid, do away with, no need for",
    "CUT": "+cut, +trim, +slice, +clip",
    "OFF_VERB": "turn off, switch off, disable, hide, shut off, turn of, switch of, hiding, disabling, stop showing, stop",
    "SHORTEN": "+shorten, +condense, +compress, +boil, +boil down, +reduce, +summarize, +summarise, +edit, +edit down, "
    "+cut down, +trim down, +squeeze, +squash, +whittle, +whittle down, +bring, +distill, +distil, +shrink, +limit, +cap, "
    "+crunch, +trim back, +cut back",
    "CLOSE": "+close, +close up, +tighten, +tighten up, +collapse, +shorten, +cut down on, +reduce, +minimize, +minimise",
    "KEEP": "+keep, +retain, +preserve, +save, +leave, +hold on to, +stick to, don't touch, leave alone",
    "ONLY": "only, just, nothing but, solely, merely",
    "USE": "+use, +take, +grab, +extract, +pull, +pull out, +choose, +select, +pick, +pick out, +show, +isolate",
    "WANT": "+want, +need, would like, i'd like, i'd love, gimme, +give me, +give, +prefer, let me have, looking for, "
    "+require",
    "MAKE": "+make, +turn, +get, +do, +convert, +change, +transform, +set, +switch, +adapt, +render, +let, +resize, "
    "+reformat, +format, +reframe, +prepare, +prep, +optimize, +optimise, +ready, +have, +rework, +shape, +put, "
    "+recut, +keep, +flip, +rotate to, +adjust, +re edit, +fix, +edit, +use",
    "GO": "+go, +shoot for, +aim for",
    "CREATE": "+create, +generate, +produce, +build, +make, +make me, +whip up, +put together, +compile, +assemble, +edit, "
    "+craft, +give me, +turn, +edit me, +cut me, +process, +prepare, +extract, +convert, +transform",
    "ADD": "+add, +put, +put in, +insert, +overlay, +place, +show, +display, +lay, +drop in, +throw in, +stick, +slap, +burn, "
    "+burn in, +apply, +enable, turn on, switch on, +attach, +use, +include, +give it, +want, +need, +generate, +create, "
    "+make, +give, +bring in, +set, +play, +have, +mix in, +lay down, +put on, +superimpose, +print, +slip in, +add in, "
    "+transcribe and add, +do, +activate, +get, +write, i'd like, would like, +pop, +pop in, +pop up, +appear, +come in, +flash, +run, +score, +back",
    "SET": "+set, +adjust, +keep, +change, +fix, +put, +make",
    "PUT": "+put, +lay, +place, +set, +run, +slide, +sneak, +stick",
    "MOVE": "+move, +shift, +put, +place, +position, +relocate, +bring, +raise, +set, +align, +push",
    "CHANGE": "+change, +switch, +set, +update, +rename, +retitle, +replace, +edit, +rewrite, +make, +swap out, +turn",
    "REPLACE": "+replace, +change, +swap, +swap out, +switch",
    "CALL": "+call, +name, +entitle, call it, name it, title it, rename it, retitle it",
    "WRITE": "+write, +write out, +print, +type, +spell, +say",
    "CROP": "+crop, +crop it, +fill",
    "FIT_VERB": "+fit, +letterbox",
    "START": "+start, beginning, +begin, +open, head, front, opening, intro",
    "ENDS": "both ends, both sides, either end, each end, either side, each side, start and end, beginning and end",
    "END": "+end, ending, +finish, tail, back end, outro, very end, +stop, close",
    "STARTING": "starting, starting at, beginning at, starting from, from, that starts at, appearing at, coming in at",
    "RAISE": "+raise, +increase, +boost, +turn up, +crank up, +crank, +bump up, +bump, +pump up, +amplify, +bring up",
    "LOWER": "+lower, +reduce, +decrease, +turn down, +bring down, +dial down, +dial back, +soften, +quiet, +quieten, +drop, "
    "+tone down, +duck, +pull down, +quiet down, +cut, +take down, +take",
    "TURN": "+turn, +crank, +dial, +bump, +pump",
    "MUTE": "+mute, mute all, muted, +mute out, make silent, silent, silence it, silence this, silence the video, silence the film",
    "UNMUTE": "+unmute, un mute, turn the sound back on, turn the sound on, bring the sound back, bring back the sound, "
    "turn sound on, sound on, audio on, restore the sound, restore the audio, bring back the original sound",
    "EXPORT": "+export, +download, +render the video, +render it, send me the video, send me the file, +save the video, "
    "+save it, +render, give me the file, +publish, +upload, credits balance",
}

NOUNS = {
    "FILM": "video*, film*, footage, movie*, recording*, clip*, vid*, reel footage, material, talk*, lecture*, interview*, "
    "podcast*, vlog*, webinar*, stream*, episode*, speech*, presentation*, conversation*, tutorial*, screen recording*, "
    "zoom recording*, zoom call*, zoom meeting*, meeting*, upload*, project*, timeline, file*, everything i uploaded, edit, "
    "cut, picture, thing, raw footage, whole thing, content, youtube video*, edit*, lesson*, gameplay, session*, livestream*, "
    "image, frame, the rest of it, youtube recording, show, story, shot*, speaker*",
    "CLIP": "clip*, shot*, video*, segment*, scene*",
    "PART": "part*, bit*, section*, portion*, piece*, chunk*, stretch, segment*, everything, anything, stuff, all, content, "
    "parts of, range, time, minutes, seconds, material, footage, what's, what is, that comes, that's, fragment*",
    "REST": "rest, everything else, all else, the remainder, remainder, all the rest, other stuff, other parts",
    "SCREEN": "screen, frame, picture, on screen, onscreen, on the screen, image, over the video, on the video, of the screen, "
    "of the frame, of the picture, on top of the video, in the video, of the video, in the frame, in frame",
    "ALL": "all, every, each, both, everything, everywhere, every single, all of, whole, entire, for everything, anywhere, "
    "all over, whatever, of all, at all, completely, totally, entirely, altogether, any",
    "SHORT": "short*, short clip*, short video*, short form video*, short form, short film, video short*, short form clip*, "
    "my video clips, my clips, a video from, shortform",
    "HIGHLIGHT": "highlight*, highlight reel*, highlights reel*, highlights video*, highlight video*, best of, best bits, "
    "best parts, best moments, best part, best bit, top moments, key moments, teaser*, trailer*, summary, summaries, recap*, "
    "recap video*, sizzle reel*, sizzle, supercut*, montage, promo*, digest, summary video*, best clips, highlight clip*, "
    "strongest moments, most interesting parts, good parts, good bits, most important parts, most engaging parts",
    "BEST": "best, top, strongest, greatest, most interesting, most important, most engaging, nicest, juiciest, finest",
    "VERSION": "version*, long, in length, cut, edit, length, in duration, duration, running time, total, in total, overall, "
    "video*, clip*, film*, runtime, spot*, ad*, piece*, altogether, format",
    "LENGTH": "length, duration, running time, runtime, total length, original length, original",
    "AS_LONG": "as long, as long as it is, as long as now, the size",
    "SHORTER": "shorter, more concise, briefer, shorter than it is, less long, too long, too lengthy",
    "LONGER": "longer, too short",
    "LONGER_THAN": "longer than, over, more than, above, of more than, of at least, at least, exceeding, of over, greater than",
    "WHEN": "when, once, as soon as, while",
    "SILENCE": "silence*, silent part*, silent bit*, silent section*, silent moment*, silent stretches, pause*, dead air, gap*, "
    "quiet part*, quiet bit*, awkward pause*, awkward silence*, empty part*, long pause*, dead space*, dead spots, dead time, "
    "blank part*, breaths and pauses, empty space*, breaks in speech, long silence*, unnecessary pause*, lull*, silent gap*, "
    "quiet section*, quiet moments, downtime, parts where nobody speaks, parts where nobody talks, parts where no one speaks, "
    "parts without speech, bits where nobody talks, bits where nobody speaks, parts where no one talks, parts with no speech, "
    "bits where no one talks, bits where no one speaks, hesitation*, pausing",
    "JUMPCUT": "jump cut*, +jump cut, jumpcut*, tighten, tighten up, tighten it up, tighten the pacing, tighten the pace, "
    "tighter, snappy pacing, snappier, snappy, faster paced, punchier, make it tight, make it tighter, make it snappy, cut tighter",
    "SENTENCES": "sentences, words, phrases, talking, speech, speaking, lines",
    "CAPTIONS": "caption*, subtitle*, subs, closed caption*, closed captioning, cc, captioning, subtitling, captioned, subtitled, "
    "auto caption*, captons, captoins, subtitels, live captions, auto subtitles, speech captions, sub titles, +caption, "
    "+subtitle",
    "STYLE_WORD": "style, styled, look, mode, type, font style, kind, theme, styling, effect, ones, way, in style",
    "TITLE": "title*, headline*, heading*, text, text overlay*, title card*, overlay text, on screen text, onscreen text, "
    "title text, text box, intro text, words, word, label, banner*, hook text, hook, end card*, title screen, line, phrase, "
    "intro title*, opening title*, overlay*, text intro, intro card, outro text, lower third*, message",
    "SAYING": "saying, that says, that reads, reading, which says, which reads, with the words, with the text, that say, "
    "with the title, says, say, should say, should read, to say, to read, reads, as follows, with text, with words, "
    "with the message, stating, that should say, must say, with the phrase, containing the text",
    "MUSIC": "music, song*, bgm, background music, soundtrack*, backing track*, track, tune*, beat*, music track*, background song, "
    "background track, audio track, theme song, score, jingle, musical background, bg music, background audio, mp3, "
    "music bed, background tune, audio file, sound track, instrumental, music file",
    "BACKGROUND": "background, as background, in the background, as a background, under it, under the speech, under the video, "
    "underneath, under the talking, under my voice, behind it, behind the speech, underneath it, as bgm, under everything, "
    "as the music, over it, over the video, behind the talking, beneath it, below the speech, as music, as the soundtrack, "
    "as background music, as the background music, as the bgm, as soundtrack, behind the video, under the voice, under the dialogue, "
    "behind my voice, under the voices, behind everything, underneath the speech",
    "AUDIO": "audio, sound, sounds, original sound, original audio, voice*, speech, sound level, audio level, dialogue, dialog, "
    "clip audio, video sound, video audio, sound of the video, camera audio, camera sound, speaker's voice, talking, vocals, "
    "my voice, the speaker, source audio, loudness, sound track of the video, microphone, noise level, overall audio, speech",
    "VOLUME": "volume*, loudness, audio level*, sound level*, level, vol, volume level, gain, loud, levels",
    "EVERY_SOUND": "everything, all audio, all sound, all the audio, all the sound, all sounds, all of it, whole mix, overall volume, "
    "master volume, entire audio, the mix",
    "READY": "ready, friendly, upload, posting, post, optimized, optimised, publishing, sharing, suitable, format, formatted, "
    "native, compatible, style, +post, +publish, +share, uploading, audience, account, channel, page, feed, specs, video*, "
    "clip*, post*, followers, aspect, size, upload ready, appropriate, +upload, app, algorithm",
    "FORMAT": "format, mode, orientation, aspect ratio, aspect, ratio, video*, version*, crop, frame, shape, layout, screen, "
    "dimensions, size, aspect ratios, framing, resolution, canvas, vertically, clip*, picture, one, form",
    "PLATFORM:tiktok": "tiktok, tik tok, tiktoks, tik toks, tic tok, douyin, tiktok video, tictok",
    "PLATFORM:reels": "reels, instagram reels, instagram reel, instagram, insta, ig, ig reels, ig reel, insta reels, insta reel, "
    "instagram stories, instagram story, facebook reels, reel",
    "PLATFORM:shorts": "youtube shorts, youtube short, yt shorts, yt short, shorts on youtube, short for youtube, youtube's shorts",
    "SHORTS_WORD": "shorts",
    "YOUTUBE": "youtube, yt",
    "ASPECT:9:16": "vertical, vertically, portrait, tall, upright, phone format, mobile format, full screen vertical, "
    "portrait orientation",
    "PHONE": "phone*, mobile, phone screen*, mobile phone*, smartphone*, mobile screen*, mobiles, mobile viewing, mobile viewers, "
    "phone users, mobile devices",
    "ASPECT:1:1": "square, squared",
    "ASPECT:16:9": "horizontal, landscape, wide, widescreen, wide screen, horizontally, tv format, landscape orientation",
    "ASPECT:4:5": "four by five, instagram feed, insta feed, feed post",
    "FIT": "blurred background, blurry background, blur background, blurred sides, blurred edges, blurred bars, blurry bars, "
    "blurry sides, blurred backdrop, blur the sides, blur the edges, blurred borders, blur on the sides, background blurred, "
    "without cropping, no cropping, don't crop, don't crop it, do not crop, do not crop it, no crop, not cropped, uncropped, "
    "don't crop anything, without cutting off the sides, show everything, show the whole picture, show the whole frame, "
    "show the full frame, don't cut off the sides, keep the whole picture, keep the whole frame, keep the full frame, "
    "keep everything visible, keep everything in frame, don't zoom in, instead of cropping, rather than cropping, "
    "never crop, fit with blur, fit blur, blur fill, blurred fill, background blur, without losing the sides, "
    "don't cut the sides, don't cut anything off, blur behind, padded with blur, blurred padding, with blur, blur bars",
    "FILL": "crop to fill, fill the screen, fill the frame, fill the whole screen, full screen, fullscreen, zoom to fill, "
    "crop the sides, cropped, crop it, no bars, no black bars, without bars, fill frame, without black bars",
}

PROPERTIES = {
    "STYLE:karaoke": "karaoke, word by word, word for word, highlight each word, one word at a time, animated, karaoke like, "
    "highlighted words, karaoke type, with each word highlighted, dynamic, sing along, each word highlighted",
    "STYLE:bold": "bold, big, large, huge, thick, chunky, heavy, big bold, large bold, bold text, fat, bigger, boldly, larger",
    "STYLE:clean": "clean, simple, plain, minimal, minimalist, basic, subtle, regular, normal, standard, understated",
    "POSITION:top": "top, upper part, upper third, top part, at the very top, up top, upper area, top edge, upper edge, higher up",
    "POSITION:middle": "middle, center, centre, centered, centred, mid screen, in the very middle, middle part, dead center",
    "POSITION:bottom": "bottom, lower part, lower third, bottom part, at the very bottom, down below, lower area, bottom edge, "
    "lower edge, lower down",
    "DEGREE:little": "a bit, a little, a little bit, slightly, a tad, a touch, somewhat, just a bit, just a little, a notch, "
    "a tiny bit, a smidge, a hair, a wee bit",
    "DEGREE:much": "much, a lot, way, far, significantly, considerably, lots, a great deal, a whole lot, really loud",
    "LOUDER": "louder, more volume, too quiet, too soft, not loud enough, hard to hear, more audible, barely audible, too faint",
    "HIGHER": "higher, up, too low",
    "QUIETER": "quieter, softer, less loud, less volume, too loud, not so loud, more quiet, less noisy, more subtle",
    "DEEPER": "lower, down, too high",
    "MULTIPLY:2": "+double",
    "MULTIPLY:0.5": "+halve",
    "MULTIPLY:3": "+triple",
    "UNIT:60000": "minute",
    "UNIT:1000": "second",
    "THING": "background, watermark*, logo*, sky, person, people, guy, man, woman, car*, dog, cat, face*, object*, background people, reflection, shirt",
    "AS_LOUD": "as loud, as loud as now, as loud as it is, as noisy",
    "AS_QUIET": "as quiet",
    "LAST": "last, final, closing, ending, very last",
    "OPENING": "opening, initial, very first, leading, starting",
    "NEG": "don't, do not, no, not, never, without, w o, don't want, don't need, do not want, do not need, no more, not any, "
    "don't want any, don't need any, i don't want, i don't need, i do not want, doesn't need, does not need, avoid, dont, "
    "there should be no, with no, and no, no need to, you don't need to, don't ever, please don't, i don't want any, "
    "there's no need to, no need for, no need for any, doesn't need any, shouldn't, should not, but no, but not, nope, minus, "
    "isn't, is not, it's not, aren't, and without, but without, don't have any, stop adding, skip the, skip, don't include, "
    "don't add, do not add, don't put, don't show, don't use, do not use, don't include any, can do without",
    "THROUGHOUT": "throughout, the whole time, all the time, the entire time, for the whole video, for the entire video, "
    "throughout the video, for the whole film, during the whole video, from start to finish, the whole way through, constantly, "
    "over the whole video, the full duration, from beginning to end",
    "LASTING": "lasting, lasts, last, for about, for, that lasts, to last, lasting for, visible for, lasting about, which lasts",
    "BIGGER": "too small, too big, too large, bigger, smaller, larger, taller, huge, tiny, italic, italics, underlined, uppercase, all caps, lowercase, in caps, "
    "glowing, neon, rainbow, outline, outlined, shadow, drop shadow, gradient, text size, handwritten, serif, 3d",
    "COLOR": "yellow, red, blue, green, white, black, orange, pink, purple, color, colour, colors, colours, coloured, colored, "
    "golden, gold, silver, grey, gray, turquoise, cyan, magenta, brown, violet",
    "ALONE": "as it is, as is, as they are, alone, untouched, unchanged, intact, the way it is, the same, like it is, in there, "
    "the way they are, as it was, in, there, where they are, where it is, going, playing, running",
}
