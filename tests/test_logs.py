"""The log: private, rotated, without secrets or escapes, and never the reason why something does not work."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from shorts_tui import logs
from shorts_tui.paths import locations


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SHORTS_TUI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEMO_TOKEN", "a secret of the environment")
    log = logging.getLogger("shorts_tui")
    before = list(log.handlers), log.level
    yield tmp_path
    for handler in [handler for handler in log.handlers if handler not in before[0]]:
        log.removeHandler(handler)
        handler.close()
    log.setLevel(before[1])


def written() -> str:
    return (locations().logs / "studio.log").read_text()


def test_nothing_is_made_before_there_is_something_to_log(home: Path) -> None:
    logs.begin()
    assert not (home / "home").exists()


def test_a_line_holds_no_token_and_no_escape() -> None:
    logs.begin()
    secrets = "nmv_usr_abc-DEF.123 and a secret of the environment and clm_xyz"
    logging.getLogger("shorts_tui.x").warning("%s \x1b]0;title\x07 \u202e\nnmv_usr_second", secrets)
    assert "[token] and [token] and [token]" in written()
    for part in ("nmv_usr", "environment", "clm_", "\x1b", "\u202e", "\x07"):
        assert part not in written()
    assert [line[:4] for line in written().splitlines()[1:]] == ["    "]


def test_a_traceback_is_as_discreet() -> None:
    logs.begin()
    try:
        raise ValueError("nmv_usr_inside\x1b[31m")
    except ValueError:
        logging.getLogger("shorts_tui.x").exception("fault")
    assert "ValueError: [token]" in written()
    assert "\x1b" not in written()


def test_the_file_is_ours_alone_and_so_are_older_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_SIZE", 2000)
    logs.begin()
    for _ in range(200):
        logging.getLogger("shorts_tui.x").info("x" * 100)
    files = sorted(locations().logs.iterdir())
    assert [path.name for path in files] == ["studio.log", "studio.log.1", "studio.log.2", "studio.log.3"]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert all(path.stat().st_size < 2500 for path in files)


def test_details_go_to_the_file_that_was_named_alone(home: Path) -> None:
    logs.begin(str(home / "details.log"))
    logging.getLogger("shorts_tui.x").debug("detail")
    logging.getLogger("shorts_tui.x").info("news")
    assert "detail" in (home / "details.log").read_text()
    assert "news" in (home / "details.log").read_text()
    assert "detail" not in written()


def test_a_file_that_can_not_be_written_is_said_at_once(home: Path) -> None:
    with pytest.raises(OSError, match="directory"):
        logs.begin(str(home))


def test_a_log_that_can_not_be_written_is_nobodys_news(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (home / "home").write_text("in the way")
    logs.begin()
    logging.getLogger("shorts_tui.x").warning("lost")
    assert capfd.readouterr() == ("", "")
