"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`message`: what is wrong, of what; `remedy`: what to do, a statement or a command where one helps."""

    message: str
    remedy: str
