"""Names of Creme's media, which nobody has generated here: each is called as it is."""

from __future__ import annotations


class _AsItIs(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return name


NAMES = _AsItIs()
