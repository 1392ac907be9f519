"""The colour themes: our dark and light, and the terminal's own sixteen colours."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="shorts-dark",
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#d7af5f",
    warning="#d7af5f",
    error="#d75f5f",
    success="#87af5f",
    background="#121212",
    surface="#1c1c1c",
    panel="#303030",
    foreground="#d0d0d0",
    dark=True,
)
LIGHT = Theme(
    name="shorts-light",
    primary="#005f87",
    secondary="#005f5f",
    accent="#875f00",
    warning="#875f00",
    error="#af0000",
    success="#005f00",
    background="#eeeeee",
    surface="#ffffff",
    panel="#d0d0d0",
    foreground="#1c1c1c",
    dark=False,
)
THEMES = {"dark": DARK.name, "light": LIGHT.name, "terminal": "ansi-dark"}
"""What the theme key goes through, by the names of config.toml."""
NAMES = {theme: name for name, theme in THEMES.items()}
"""The other way around."""
