"""Known vulnerabilities of the packages that are installed, as OSV knows them: `python -m tests.audit`.

OSV is asked by hand: pip-audit passes where its service answers that it knows no package at all, and brings twenty
packages for one question. Exit status: 0 none known, 1 there are, 2 no advisory service can be reached.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from importlib.metadata import distributions
from typing import Any

import httpx

OSV = "https://api.osv.dev/v1/querybatch"
OWN = "shorts-tui"
SKIPPED = "audit skipped: no advisory service reachable"
ACCEPTED: Mapping[str, str] = {}
"""Advisories that don't concern us, by id, each with the reason."""


class Unreachable(Exception):
    """No advisory service gave an answer that makes sense."""


def installed() -> dict[str, str]:
    """The versions of all packages that are installed beside ours."""
    found = {item.metadata["Name"]: item.version for item in distributions()}
    return {name: version for name, version in sorted(found.items()) if name != OWN}


def advisories(packages: Mapping[str, str], url: str = OSV, *, seconds: float = 10) -> dict[str, list[str]]:
    """The ids of what is known against each package that has any.

    Raises:
        Unreachable: the service can't be asked, or something else answers in its place.
    """
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": packages[name]} for name in packages]
    try:
        answer = httpx.post(url, json={"queries": queries}, timeout=seconds)
        answer.raise_for_status()
        results = answer.json()["results"]
        found = {name: _ids(result) for name, result in zip(packages, results, strict=True)}
    except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreachable(f"{SKIPPED} ({type(error).__name__} at {url})") from error
    return {name: ids for name, ids in found.items() if ids}


def _ids(result: Any) -> list[str]:
    return [item["id"] for item in result.get("vulns", []) if item["id"] not in ACCEPTED]


def main(arguments: list[str] | None = None) -> int:
    """Audit what is installed."""
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--url", default=OSV, help="the advisory service")
    packages = installed()
    try:
        found = advisories(packages, parser.parse_args(arguments).url)
    except Unreachable as error:
        print(error)
        return 2
    for name, ids in found.items():
        print(f"{name} {packages[name]}: {', '.join(ids)}")
    print(f"{len(packages)} packages, {len(found)} with known vulnerabilities")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
