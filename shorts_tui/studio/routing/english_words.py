"""English words around a request: courtesy, praise, conditions, dictation, and the verbs of edits."""

from __future__ import annotations

from shorts_tui.studio.routing.vocabulary import phrases, word_set

LEAD_WORDS = word_set(
    "please pls plz kindly ok okay k now so and well yes yeah yep yup sure great alright right hey hi hello just"
    " also next then lastly finally perfect cool nice awesome thanks good simply quickly immediately actually"
    " again first"
)
"""Said before a request without changing it."""

LEAD_PHRASES = phrases(
    "i would like you to | i am ready to | i need you to | i want you to | i would like to | i'd like you to |"
    " is it possible to | we are ready to | when you are done | be sure to | don't forget to"
    " | go ahead and | go on and | help me to | i need to | i want to | i'd like to | i'd love to | i'm going to"
    " | i'm ready to | if you can"
    " | if you're done | it's time to | make sure to | make sure you | once it's done | once it's ready | once"
    " that's done | once you're done | we're ready to | when it's done | when it's ready | when that's done |"
    " when you can | when you're done | would you mind | after that | can i | can we | can you | could i | could"
    " we | could you | help me | i wanna | if possible | let me | let us | may i | never mind | once done | once"
    " finished | proceed to | ready to | remember to | that's it | time to | try to | want to | when done | when"
    " finished | when ready | will you | would you | you can | you may | let's | lets"
)
"""Said before a request without changing it."""

PRAISE_WORDS = word_set(
    "looks look looking good great perfect awesome nice amazing fantastic wonderful excellent brilliant beautiful"
    " lovely love like loved it this that i we think it's its is are was done finished finish ready fine ok okay"
    " all set happy with the result video now thanks thank you cool well wow work job yes yeah yep no more changes"
    " that's lgtm very so much i'm we're you're am really super just what wanted here my for finalize finally wrap"
    " up exactly way to go editing never mind nevermind whatever worry problem satisfied pleased everything edit"
    " edits please hi hello hey alright right sure as"
)
"""A clause of these alone says that all is well, and asks for nothing."""

WAITING_WORDS = word_set(
    "when once after it it's is are you you're done ready finished finish finishing that that's the video all"
    " everything with"
)
"""A clause of these alone waits: `when it's done`."""

CONDITION_HEADS = word_set("if unless provided assuming")
"""They make what follows depend on something."""

TRIVIAL_CONDITION = word_set(
    "if it's it is you're you are that's that done ready finished possible ok okay can all everything we're we i'm"
)
"""A condition of these alone is mere courtesy: `if it's ready`."""

NEGATIONS = word_set("don't dont do-not never not no cannot can't without stop cancel abort wait hold skip")

ACTION_WORDS = word_set("export exports download render upload exporting downloading rendering uploading")

REFUSAL_WORDS = word_set(
    "do not please yet now off on with for the a it anything it's this that video film still just need to until i"
    " we say so me you moment ok okay"
)
"""What else may stand in `please don't export it yet`."""

DICTATION = word_set(
    "text title titled caption says saying say reads reading read write writing written called named label"
    " labeled labelled words word phrase lettering slogan message headline heading hashtag about overlay sign"
    " spelling"
)
"""After these comes content: `add text Download our app and relax`."""

PREPOSITIONS = word_set(
    "at on in to from for with of over under into onto by after before during near until between above below as"
    " here there bigger smaller bold white red yellow black please and is"
)
"""What may follow a word of dictation when no content does."""

EDIT_VERBS = word_set(
    "add make cut trim remove delete change set put move split speed slow crop turn lower raise mute use insert"
    " replace drop keep fade blur show swap merge join loop reverse zoom rotate flip brighten darken fix undo redo"
    " apply create generate place give increase decrease reduce shorten extend duplicate reorder take translate"
    " write start end let convert resize reframe adjust edit"
)
"""Verbs with which an edit begins."""

BASE_FORMS = {
    "cut": "cut", "cutting": "cut", "made": "make", "making": "make", "put": "put", "putting": "put",
    "set": "set", "setting": "set", "split": "split", "splitting": "split", "muting": "mute", "muted": "mute",
    "removing": "remove", "removed": "remove", "changing": "change", "changed": "change", "moving": "move",
    "moved": "move", "deleting": "delete", "deleted": "delete", "trimming": "trim", "trimmed": "trim",
    "cropping": "crop", "cropped": "crop", "using": "use", "adding": "add", "added": "add", "fading": "fade",
    "replacing": "replace", "replaced": "replace", "done": "do", "turning": "turn", "turned": "turn",
    "fixing": "fix", "fixed": "fix", "lowering": "lower", "lowered": "lower",
}  # fmt: skip
"""Forms of edit verbs after `once you have` and `after` to what a request says."""
