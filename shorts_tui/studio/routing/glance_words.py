"""The English words of credits, status and upload; a clause with any other word is something else."""

from __future__ import annotations

from shorts_tui.studio.routing.vocabulary import phrases, word_set

CREDIT_NOUNS = word_set("credits balance")

CREDIT_WORDS = CREDIT_NOUNS | word_set(
    "credit my our the remaining remain remains left available account billing total current currently amount"
    " number show see check view display tell get me us what what's whats is are how many much do does did i i've"
    " we we've have got still any enough there please pls now right on at moment in over know look look-up about"
    " used use spent running run out am of low thanks quota a again can you first"
)

CREDIT_STARTS = word_set(
    "credits credit balance my our the remaining available account billing current total show see check view"
    " display tell what what's whats how do does did am are any is look know have"
)

CREDIT_SINGULAR = word_set("left much have remaining check my")
"""With these, `credit` is money: `how much credit is left`."""

MORE_CREDITS = word_set("buy purchase top up topup more need get order i'd like")

CREDIT_BARE = CREDIT_NOUNS | word_set("my the our credit account please remaining billing")
ACCOUNT_NOUNS = word_set("account billing")
ACCOUNT_WORDS = ACCOUNT_NOUNS | word_set("my check show the me view see page please")

STATUS_NOUNS = word_set("status state timeline tracks progress track-list tracklist")

STATUS_WORDS = STATUS_NOUNS | word_set(
    "show me us list see view display print check get give tell what what's whats what're which is are the my our"
    " all current currently of for project video film movie short render rendering export exporting session update"
    " report please pls now right on in have has do does we i there look overview summary so far at your latest"
    " how how's know moment already existing thanks full any like describe made yet first"
)

STATUS_STARTS = STATUS_NOUNS | word_set(
    "show list see view display print check get give tell describe any what what's whats what're which the my our"
    " all current project render export rendering session look overview summary how how's know progress"
)

REPORTS = word_set("update report overview summary")
"""Only one of these may be asked for as `a status ...`."""
STATUS_BARE = STATUS_NOUNS | word_set("the my our current please project all")
PREVIEW_WORDS = word_set("preview the it in on timeline show a my please")

DONE_MARKS = word_set(
    "done finished finish finishing ready complete completed exported rendered uploaded going far progress"
    " progressing running work worked succeed succeeded successful through"
)

DONE_STARTS = word_set("is are did has have how how's done finished was")

DONE_WORDS = DONE_MARKS | word_set(
    "is it the my our render rendering export exporting download upload uploading video film short file clip yet"
    " already did has have been there how how's along still now with are you we everything this that progress"
)
"""`is it done yet`, `did the export finish`, `how is the render going`."""

UPLOAD_VERBS = word_set("upload attach import uploading")

TAKE_VERBS = word_set("add load open use take insert fetch grab get here's here download")
"""Verbs that mean an upload when their object is nothing but files."""

UPLOAD_WORDS = word_set(
    "my a an the some more another other new one two three several few multiple additional extra file files video"
    " videos clip clips film footage media photo photos picture pictures image images song songs music audio"
    " recording recordings something stuff material materials from computer phone disk laptop camera gallery here"
    " these this please pls now first and also too them it raw original local short thanks of to project session"
    " by following logo logos soundtrack voiceover voice-over background b-roll interview talk intro outro mp3 mp4"
    " is are"
)

HAVING = phrases("i have | i've got | i've | there's | here's | have")
"""Before what is to be uploaded: `I have a clip to upload`."""
