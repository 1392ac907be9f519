"""Which skill, version and platform every request names; without them the service refuses an export."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

_PLATFORMS = ((Path(".clawhub"), "clawhub"), (Path(".cursor", "skills"), "cursor"))
_PLAIN = re.compile(r"[\x21-\x7e]{1,64}")


@dataclass(frozen=True)
class Attribution:
    """The three attribution headers' values."""

    source: str
    version: str
    platform: str

    def headers(self) -> dict[str, str]:
        """As headers of a request."""
        return {
            "X-Skill-Source": self.source,
            "X-Skill-Version": self.version,
            "X-Skill-Platform": self.platform,
        }


def attribution(environ: Mapping[str, str], install_path: Path | None = None) -> Attribution:
    """What this installation says of itself.

    Args:
        environ: the environment; `SKILL_SOURCE` names the platform outright, `HOME` is where agents install skills.
        install_path: where the program is installed; by default where this package lies.
    """
    skill = resources.files("shorts_tui").joinpath("skill", "SKILL.md").read_text(encoding="utf-8")
    fields = front_matter(skill)
    return Attribution(
        source=_plain(fields.get("name", ""), "free-shorts"),
        version=_plain(fields.get("version", ""), "0"),
        platform=_platform(environ, install_path or Path(__file__)),
    )


def front_matter(text: str) -> dict[str, str]:
    """The scalar `key: value` lines between the `---` fences that open a Markdown file; empty where there are none."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].strip() != "---":
        return {}
    fields: dict[str, str] = {}
    for line in lines[1:]:
        if line.strip() == "---":
            return fields
        key, colon, value = line.partition(":")
        if colon and key and not key[0].isspace() and not key.startswith("#"):
            fields[key.strip()] = _scalar(value)
    return {}


def _scalar(value: str) -> str:
    value = value.strip()
    if value[:1] in ('"', "'"):
        end = value.find(value[0], 1)
        return value[1:end] if end > 0 else value[1:]
    return value.partition(" #")[0].strip()


def _platform(environ: Mapping[str, str], install_path: Path) -> str:
    if named := environ.get("SKILL_SOURCE", "").strip():
        return _plain(named, "unknown")
    home = Path(environ.get("HOME") or Path.home())
    # An agent may link a skill into its directory: where it is seen counts as much as where it is.
    for path in (install_path.absolute(), install_path.resolve()):
        for below, platform in _PLATFORMS:
            if path.is_relative_to(home / below) or path.is_relative_to((home / below).resolve()):
                return platform
    return "unknown"


def _plain(value: str, otherwise: str) -> str:
    """A value that may stand in a header."""
    return value if _PLAIN.fullmatch(value) else otherwise
