"""Every command of the studio, declared once: its key, its palette entry and its line in the help screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One thing that a user can do.

    Attributes:
        id: the word for it in config.toml's `[keys]`; its action is `action_<id>` of the studio screen.
        keys: keys that work everywhere, the prompt included.
        letter: the key that works while the prompt does not have the focus, or an empty string.
        title: two or three words, for the palette and the key hints.
        help: one sentence.
        group: the heading that it stands under in the help screen.
        hint: is it named in the key hints at the bottom?
    """

    id: str
    keys: tuple[str, ...]
    letter: str
    title: str
    help: str
    group: str
    hint: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("add_media", ("ctrl+o",), "o", "Add media", "Choose files or a URL to upload.", "Film", hint=True),
    Command("sample", ("f2",), "", "Sample footage", "Add the packaged sample film, to try things out.", "Film"),
    Command("export", ("ctrl+s",), "e", "Export", "Render the film and fetch the file.", "Film", hint=True),
    Command("undo", ("alt+u",), "u", "Undo", "Go back to the film before the last change.", "Film"),
    Command("redo", ("alt+r",), "r", "Redo", "Take back the last undo.", "Film"),
    Command("versions", ("alt+v",), "v", "Versions", "Every draft so far, and what each one changed.", "Film"),
    Command("report", ("alt+t",), "t", "Timeline as text", "The whole timeline as plain text.", "Film"),
    Command("focus_prompt", (), "i", "Prompt", "Type what you want.", "Go to"),
    Command(
        "focus_timeline", ("escape",), "", "Timeline", "Move on the timeline; single letters are commands.", "Go to",
        hint=True,
    ),
    Command("focus_chat", ("alt+g",), "g", "Chat", "Scroll through the conversation with j and k.", "Go to"),
    Command("renders", ("ctrl+r",), "x", "Renders", "Running and finished exports.", "Go to"),
    Command("projects", ("ctrl+g",), "p", "Projects", "Open, rename or delete a project.", "Go to"),
    Command("new_project", ("ctrl+n",), "n", "New project", "Begin with an empty film.", "Go to"),
    Command("media", ("alt+m",), "m", "Media", "What was uploaded, and the segment that is chosen.", "Go to"),
    Command("queue", ("alt+q",), "w", "Waiting prompts", "Edit or drop a prompt that waits for its turn.", "Go to"),
    Command("remedy", ("alt+a",), "a", "Do what is advised", "Do what the last error advises.", "Service"),
    Command(
        "stop", ("alt+x",), "", "Stop waiting", "Stop following the turn that runs; the service may still finish it.",
        "Service",
    ),
    Command("switch_backend", ("alt+w",), "", "Switch backend", "Work on the cloud or on this machine.", "Service"),
    Command("credits", ("alt+c",), "c", "Credits", "What is left to spend.", "Service"),
    Command(
        "copy_last", ("alt+y",), "y", "Copy last message", "Send the last message to the terminal's clipboard.",
        "Screen",
    ),
    Command("edit_prompt", ("alt+e",), "", "Edit prompt", "Write the prompt in your editor ($VISUAL).", "Screen"),
    Command("theme", ("alt+d",), "d", "Theme", "Dark, light, or the terminal's own sixteen colours.", "Screen"),
    Command("redraw", ("ctrl+l",), "", "Draw again", "Draw the whole screen again.", "Screen"),
    Command("hide_tips", ("alt+h",), "", "No more tips", "Dismiss the tips for good.", "Screen"),
    Command("help", ("f1",), "?", "Help", "All keys.", "Screen", hint=True),
    Command("palette", ("ctrl+p",), ":", "Commands", "Find a command by its name.", "Screen", hint=True),
    Command("suspend", ("ctrl+z",), "", "Suspend", "Go to the shell for a while; `fg` comes back.", "Screen"),
    Command("quit", ("ctrl+q",), "q", "Quit", "Leave; renders go on.", "Screen", hint=True),
)  # fmt: skip


def shown(key: str) -> str:
    """A key as people write it: `ctrl+s` -> `^S`, `f1` -> `F1`, `escape` -> `esc`."""
    if key.startswith("ctrl+"):
        return f"^{key[5:].upper()}"
    return {"escape": "esc"}.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


@dataclass(frozen=True)
class KeyMap:
    """The keys in force: `keys[id]` and `letters[id]`, and a sentence for each clash that was left out."""

    keys: Mapping[str, tuple[str, ...]]
    letters: Mapping[str, str]
    clashes: tuple[str, ...]


def key_map(chosen: Mapping[str, str], commands: Iterable[Command] = COMMANDS) -> KeyMap:
    """The key map after the user's choices (`id` -> keys, separated by commas) from config.toml.

    An unknown id, or a key that another command has, is reported and left out; nothing is silently lost.
    """
    table = {command.id: command for command in commands}
    keys = {command.id: command.keys for command in table.values()}
    clashes = [f"[keys] {name}: there is no such command." for name in chosen if name not in table]
    for name, wanted in chosen.items():
        if name not in table:
            continue
        accepted = []
        for key in (part.strip() for part in wanted.split(",")):
            owner = next((other for other, owned in keys.items() if other != name and key in owned), None)
            if owner is not None:
                clashes.append(f"[keys] {name}: {key} belongs to {owner}.")
            elif key:
                accepted.append(key)
        if accepted:
            keys[name] = tuple(accepted)
    return KeyMap(keys, {command.id: command.letter for command in table.values()}, tuple(clashes))
