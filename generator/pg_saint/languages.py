"""Which of several languages is the one that somebody asks for. saint.language_for() says the same in the database."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Norwegian is written in two ways, and called by three names.
NORWEGIAN = ("no", "nb", "nn")
# A single letter goes with what follows it.
LAST_SUBTAG = re.compile(r"((-[a-z0-9])?-|^)[a-z0-9]*$")


def language_for(wanted: str, available: Sequence[str]) -> str | None:
    """By RFC 4647, "lookup": nb-NO finds nb-no, then nb; then what is of the same language at all, where no, nb and nn
    are one. None: there is none."""
    asked = re.match(r"[A-Za-z0-9_-]*", wanted)
    tag = _plain(asked[0] if asked else "")
    main = tag.partition("-")[0]
    family = [main, *NORWEGIAN] if main in NORWEGIAN else [main]
    by_tag = {_plain(each): each for each in reversed(available)}
    while tag:
        if tag in by_tag:
            return by_tag[tag]
        tag = LAST_SUBTAG.sub("", tag, count=1)
    near = [(family.index(first), place) for place, each in enumerate(available) if (first := _first(each)) in family]
    return available[min(near)[1]] if near else None


def _plain(tag: str) -> str:
    return tag.lower().replace("_", "-")


def _first(tag: str) -> str:
    return _plain(tag).partition("-")[0]
