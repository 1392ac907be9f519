"""The English words of an export. A word that is in none of these lists makes a clause something else."""

from __future__ import annotations

from shorts_tui.studio.routing.vocabulary import phrases, word_set

EXPORT_VERBS = word_set("export download render output dl exporting rendering")

GIVE_VERBS = word_set("send give get gimme hand deliver email mail pass fetch show")

HANDING = word_set("send deliver email mail hand give pass")
"""With these even `it` is the film: `send it to me`."""
FETCHING = word_set("deliver fetch get gimme send")
"""These need no `me`: `get the file`."""

WANT_PHRASES = phrases(
    "i would like | i need | i want | i'd like | i'll have | i'll take | we need | we want | have | need | want"
)
"""Before what is wanted: `I'd like the final video`."""

SAVE_VERBS = word_set("save store")

SAVED = word_set("video film movie short file mp4 result it clip reel disk desktop computer phone laptop downloads")
"""One of these makes saving an export."""

RUN_VERBS = word_set(
    "start run do begin launch hit press click trigger make initiate kick try retry redo repeat rerun restart"
    " resume continue finish"
)
"""Verbs whose object is the export itself: `start the export`."""

RUN_OBJECTS = word_set("export render download exporting rendering downloading")

EXPORT_NOUNS = word_set("export download")
ASKED_FOR = EXPORT_NOUNS | word_set("mp4 final finished")

ASKED_WITH = word_set("the my export download video please now final finished link file mp4 thanks short film movie")
"""A clause without a verb: `download link`, `the final file please`."""

OUTPUT_NOUNS = word_set(
    "video videos clip film movie short reel file files mp4 mov webm gif result results render export edit"
    " version cut link copy thing everything it this that product output project"
)
"""What an export gives."""

POINTING = word_set("it this that")
INDEFINITE = word_set("a an some any more another")
DEFINITE = word_set("the my our this it that")

EXPORT_ONLY_NOUNS = word_set(
    "srt vtt ass subtitles captions draft audio mp3 wav timeline sequence composition these them"
)
"""What one may export or download, but not be sent."""

EXPORT_WORDS = OUTPUT_NOUNS | word_set(
    "the my our its your these all whole entire full complete completed final finished finalized latest current"
    " new ready edited done format quality resolution high higher highest best good max maximum hd fhd uhd full-hd"
    " full-quality high-quality high-res highres ultra standard lossless original h264 h.264 h265 hevc aac codec"
    " settings default fps at in as to on onto into with for of by via me us you now please pls plz thanks thank"
    " again already right away immediately asap when once after if possible it's is it you're are i'm that's"
    " desktop downloads download folder directory computer disk drive phone laptop mac machine here pc usb home"
    " tiktok instagram insta reels youtube shorts facebook a an out up over back and quick quickly just today only"
    " srt vtt ass mp3 m4a wav gif too also well straight local locally afterwards later-on url short movie finishes"
    " can could would go ahead straightaway immediate master web upload-ready so i we watch share together"
)
"""What may stand in an export clause without asking for an edit."""

EDIT_MARKS = word_set("with without as in into at using but plus to")
"""Before what an export is to look like."""

DESTINATIONS = word_set("to onto on as into for under called named")
"""Before where an export is to go."""

TAILS = word_set("please pls now thanks to")
"""Courtesies at the end that belong to no edit."""

SHAPES = word_set(
    "square vertical vertically horizontal horizontally portrait landscape wide widescreen 9:16 16:9 1:1 4:5 9x16"
    " 16x9 1x1 4x5 muted subtitled captioned faster slower shorter longer"
)
"""What may stand before or without a noun: `export a square video`, `export it vertical`."""

PARTS = word_set(
    "first second third fourth last next two three beginning ending part parts half scene intro outro clips"
)
"""Words of a part of the film, which is no export of it."""

EDIT_WORDS = SHAPES | word_set(
    "captions caption subtitles subtitle music soundtrack black white monochrome grayscale greyscale sepia slow"
    " slower fast faster speed half double slow-motion title titles text effects filter filters fade fades"
    " transition transitions blur blurred muted mute silent silence brighter darker warmer colder colors colours"
    " volume intro outro logo watermark sound loop looped cropped trimmed shorter longer karaoke emojis voiceover"
    " credits"
)
"""What makes an export one of a changed film."""
