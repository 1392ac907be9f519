"""What the user chooses in config.toml and in the prompt: keys, themes, completions; and what an error offers."""

from __future__ import annotations

from pathlib import Path

import pytest

from shorts_tui.cli import COMMANDS as WORDS
from shorts_tui.cli import build_parser, main, opens_studio
from shorts_tui.client.errors import NoCredits, Unreachable, UnsupportedFile
from shorts_tui.tui.commands import COMMANDS, key_map
from shorts_tui.tui.completion import command, commands, files
from shorts_tui.tui.config import Memory, read_config, recall, remember
from shorts_tui.tui.remedy import remedy
from shorts_tui.tui.screens.studio import StudioScreen
from shorts_tui.tui.widgets.status import Status


def test_every_command_has_an_action() -> None:
    assert not [item.id for item in COMMANDS if not hasattr(StudioScreen, f"action_{item.id}")]


def test_no_two_commands_share_a_key_or_a_letter() -> None:
    keys = [key for item in COMMANDS for key in (*item.keys, item.letter) if key]
    assert len(keys) == len(set(keys))


def test_a_chosen_key_that_belongs_to_another_command_is_reported_and_left_out() -> None:
    keys = key_map({"export": "ctrl+o", "undo": "f5", "nonsense": "f6"})
    assert keys.keys["export"] == ("ctrl+s",)
    assert keys.keys["undo"] == ("f5",)
    assert keys.clashes == (
        "[keys] nonsense: there is no such command.",
        "[keys] export: ctrl+o belongs to add_media.",
    )


def test_config_toml_chooses_keys_and_theme(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[keys]\nexport = "f8"\nundo = 3\n[screen]\ntheme = "pink"\nmouse = false\n')
    config = read_config(path)
    assert config.keys == {"export": "f8"}
    assert (config.theme, config.mouse, len(config.complaints)) == ("", False, 2)


def test_a_broken_config_toml_is_complained_of(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("keys = [")
    assert len(read_config(tmp_path / "config.toml").complaints) == 1


def test_the_theme_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHORTS_TUI_HOME", str(tmp_path))
    remember(Memory("light", 3))
    assert recall() == Memory("light", 3)


def test_a_slash_completes_commands_and_a_path_is_none() -> None:
    assert [item.text for item in commands("/exp")] == ["/export"]
    assert command("/export") is not None
    assert command("/home/me/clip.mp4") is None


def test_an_at_completes_folders_and_files_that_can_be_uploaded(tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()
    (tmp_path / "clips" / "my cat.mp4").write_bytes(b"film")
    (tmp_path / "clips" / "notes.txt").write_text("no film")
    assert [item.text for item in files("@cl", tmp_path)] == ["@clips/"]
    assert [item.text for item in files("@clips/", tmp_path)] == ['"clips/my cat.mp4" ']


def test_an_error_offers_what_a_key_can_do() -> None:
    away = remedy(Unreachable("gone"), kind="connect", backend="cloud", prompt="")
    spent = remedy(
        NoCredits("spent", advice="Register: https://x.invalid/r?bind=1"), kind="turn", backend="cloud", prompt="p"
    )
    format_ = remedy(UnsupportedFile("no"), kind="upload", backend="cloud", prompt="")
    assert away is not None
    assert away.cure == "local"
    assert spent is not None
    assert spent.link == "https://x.invalid/r?bind=1"
    assert format_ is not None
    assert format_.cure == "files"


def test_the_status_line_keeps_what_matters_where_it_is_narrow() -> None:
    status = Status(
        backend="cloud", connection="ready", project="a long name of a project", renders=(0.5,), available=90
    )
    assert status.line(20) == " ☁ cloud | ready"
    assert "render 50%" in status.line(120)
    assert "90 credits" in status.line(120)


def test_every_command_word_is_a_command_and_anything_else_opens_the_studio() -> None:
    for word in WORDS:
        assert not opens_studio([word])
    assert opens_studio([])
    assert opens_studio(["--new"])
    assert opens_studio(["clip.mp4"])
    assert not opens_studio(["--version"])
    assert "--no-mouse" in build_parser().format_help()


def test_a_word_that_is_neither_a_file_nor_a_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["expotr"]) == 2
    assert "no file and no command named 'expotr'" in capsys.readouterr().err
