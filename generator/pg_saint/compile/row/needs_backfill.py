"""What an online apply still has to backfill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NeedsBackfill:
    """What only rows of `generation` hold as the definition asks it; the views compute it for older rows.

    `records`: which records there are, so that an older row, or none, says nothing at all.
    """

    generation: int
    records: bool = False
    columns: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
