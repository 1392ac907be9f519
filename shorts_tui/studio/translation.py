"""What the service says as if there were a window: the text that stays, and the actions its instructions stand for.

An instruction about a window (`click`, `open the panel`, `drag`, `点击`, `打开`, `拖拽`) is never shown. It stands for:

- `export` where it is about exporting or downloading, `credits` for the account, billing or the balance, `status` for
  the timeline, the media or a preview; anything else, and dragging, stands for nothing: an edit is asked for in words.
- It is an *action*, to be run once, when the message tells the user to do it: an imperative without a condition, with
  or without its purpose (`Click Export to download your video`, `To get the file, press Export`, `Next, open the
  timeline`).
- It is an *offer* when the user is left free: `you can export whenever you like`, `when you're ready, click Export`,
  `if you're happy with it ...`, `feel free to ...`, `would you like to export?`, an item in a list of suggestions, or
  merely where to find it: `the Export button is at the top right`.

What describes content stays (`the title 'Click here' now opens the film`), and so do quotations, code, block quotes,
tables, links and Markdown. A list that loses an item is numbered anew; a heading that loses its list goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from shorts_tui.studio.translating import lines
from shorts_tui.studio.translating.fragment import Deed


@dataclass(frozen=True)
class Translation:
    """`text` to show, possibly empty; `actions` to run in order, each once; `offers` to mention, none of them in both.

    Actions and offers are among `export`, `credits` and `status`.
    """

    text: str
    actions: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


def translate(text: str) -> Translation:
    """A whole message of the service without its window talk. Linear in the text, and never raises."""
    kept = lines.clean(text)
    actions: tuple[Deed, ...] = tuple(dict.fromkeys(kept.actions))
    offers = tuple(deed for deed in dict.fromkeys(kept.offers) if deed not in actions)
    return Translation(kept.text, actions, offers)
