"""Random JSON for property tests: any value at all, and drafts that look as if a service had sent them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([0, 7, 1, 9, -1, 10**400, 1.5, 1e308, 2.50, -0.0]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["35%", "0.35", "1e999", "nan", "\x1b]0;x\x07", "[@click=app.quit]", "'", "标题", "e" + "\u0301" * 60]
    ),
)
KNOWN = (
    "s",
    "st",
    "start",
    "d",
    "m",
    "t",
    "tt",
    "sg",
    "v",
    "vol",
    "volume",
    "name",
    "text",
    "role",
    "id",
    "in",
    "speed",
)
KEYS = st.one_of(st.sampled_from(KNOWN), st.text(st.characters(exclude_categories=["Cs"]), max_size=5))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=15,
)


@st.composite
def objects(draw: st.DrawFn, /, **known: st.SearchStrategy[Any]) -> dict[str, Any]:
    """An object with some of the known keys, and some of others, in any order."""
    items = draw(st.fixed_dictionaries({}, optional=known))
    items |= draw(st.dictionaries(KEYS.filter(lambda key: key not in known), VALUES, max_size=2))
    return {key: items[key] for key in draw(st.permutations(list(items)))}


MS = st.one_of(st.integers(0, 120_000), st.integers(0, 120_000), st.floats(0, 1e5), st.just("1500"), SCALARS)
NAMES = objects(name=SCALARS, text=SCALARS, role=st.sampled_from(["title", "caption", ""]), asset=SCALARS)
SOUNDS = objects(volume=SCALARS, speed=SCALARS, words=st.lists(objects(w=SCALARS, s=MS, e=MS), max_size=2))
META = st.one_of(NAMES, SOUNDS, st.builds(lambda one, other: {**one, **other}, NAMES, SOUNDS), VALUES)
SEGMENTS = st.one_of(objects(s=MS, d=MS, m=META), objects(st=MS, d=MS, m=META), objects(start=MS, d=MS), VALUES)
TYPES = st.sampled_from([0, 1, 7, 9, "7", 0.0, None])
TRACKS = st.one_of(
    objects(tt=TYPES, m=META, sg=st.lists(SEGMENTS, max_size=6), id=SCALARS),
    VALUES,
)
DRAFTS = st.one_of(objects(d=MS, m=META, t=st.lists(TRACKS, max_size=4), v=SCALARS), VALUES)
