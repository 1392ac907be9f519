"""Text that means harm, a mark for each place where it is shown, and what may leave a terminal program at all."""

from __future__ import annotations

import re

CLIPBOARD, TITLE, MODE, DCS = "\x1b]52;c;aGFybQ==\x07", "\x1b]0;harm\x07", "\x1b[?1337h", "\x1bPq harm\x1b\\"
C1 = "\x9b?1337h\x90q\x9c\x85"
BIDI = "\u061c\u200e\u202e\u2066\u2069\u200b\ufeff\u2060\U000e0041"
MARKUP = "[@click=app.quit]q[/] [red]r[/red] [/x] [link=harm:x]l[/link]"
EXPECTED = re.compile(
    rb"\x1b\[[0-9;:<>=?]*[ -/]*[@-~]"  # CSI, of which Textual writes many
    rb"|\x1b\]22;[a-z]*\x07"  # the pointer's shape
)
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e0fff]"
)


def hostile(mark: str) -> str:
    """Everything that could do harm, with a mark before and after it that tells where it was shown."""
    return f"{mark}{CLIPBOARD}{TITLE}{MODE}{DCS}{C1}{BIDI}\r\x08\x7f{MARKUP}"


def harm(raw: bytes) -> list[str]:
    """What has left the program that must not, each with what stands around it; empty is good."""
    found = [sequence for sequence in (b"\x1b]52", b"\x1b]0;", b"\x1b[?1337h", b"\x1bP") if sequence in raw]
    plain = EXPECTED.sub(b"", raw).decode()
    around = [repr(plain[max(0, at.start() - 20) : at.end() + 20]) for at in FORBIDDEN.finditer(plain)]
    return [*map(repr, found), *around]
