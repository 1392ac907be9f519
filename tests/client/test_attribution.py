"""Which skill, version and platform a request names."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from shorts_tui.client.attribution import Attribution, attribution, front_matter


def test_name_and_version_are_those_of_the_packaged_skill() -> None:
    skill = Path(__file__).parents[2] / "shorts_tui" / "skill" / "SKILL.md"
    fields = front_matter(skill.read_text())
    found = attribution({"HOME": "/home/me"}, Path("/opt/app"))
    assert found == Attribution(fields["name"], fields["version"], "unknown")
    assert found.source == "free-shorts"
    assert found.headers() == {
        "X-Skill-Source": "free-shorts",
        "X-Skill-Version": found.version,
        "X-Skill-Platform": "unknown",
    }


def test_name_and_version_are_read_when_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "skill").mkdir()
    (tmp_path / "skill" / "SKILL.md").write_text("---\nname: other-shorts\nversion: 7.1\n---\n")
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    found = attribution({"HOME": "/home/me"}, Path("/opt/app"))
    assert (found.source, found.version) == ("other-shorts", "7.1")


@pytest.mark.parametrize(
    ("environ", "path", "platform"),
    [
        ({}, "/home/me/.clawhub/skills/free-shorts/app", "clawhub"),
        ({}, "/home/me/.cursor/skills/free-shorts", "cursor"),
        ({}, "/home/me/.cursor/extensions/x", "unknown"),
        ({}, "/home/me/.clawhubby/x", "unknown"),
        ({}, "/home/you/.clawhub/x", "unknown"),
        ({}, "/usr/lib/python3/site-packages", "unknown"),
        ({"SKILL_SOURCE": "my-agent"}, "/home/me/.clawhub/x", "my-agent"),
        ({"SKILL_SOURCE": " "}, "/home/me/.clawhub/x", "clawhub"),
        ({"SKILL_SOURCE": "a\r\nX-Evil: 1"}, "/x", "unknown"),
        ({"SKILL_SOURCE": "é"}, "/x", "unknown"),
    ],
)
def test_the_platform_is_told_by_the_environment_or_the_place(
    environ: dict[str, str], path: str, platform: str
) -> None:
    assert attribution({"HOME": "/home/me", **environ}, Path(path)).platform == platform


def test_a_linked_skill_is_where_its_link_is(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / ".cursor" / "skills").mkdir(parents=True)
    link = tmp_path / ".cursor" / "skills" / "free-shorts"
    link.symlink_to(tmp_path / "src")
    assert attribution({"HOME": str(tmp_path)}, link / "app.py").platform == "cursor"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("---\nname: a\nversion: 1.2\n---\ntext", {"name": "a", "version": "1.2"}),
        ("\ufeff---\r\nname: 'a: b' # c\r\n---\r\n", {"name": "a: b"}),
        ('---\nname: "a" \n# note: x\n list: y\nurl: http://x:1 # z\n---\n', {"name": "a", "url": "http://x:1"}),
        ("name: a\n---\n", {}),
        ("---\nname: a\n", {}),
        ("", {}),
    ],
)
def test_front_matter(text: str, fields: dict[str, str]) -> None:
    assert front_matter(text) == fields
