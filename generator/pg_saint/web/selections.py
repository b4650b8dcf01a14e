"""Adding records to a static selection: one that is there, or a new one."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.responses import Response

from pg_saint.web.visit import Visit

NAME = re.compile(r"[a-z_][a-z0-9_]*\Z")
LONGEST = 40
ADDED = 20_000  # records at once


def into_selection(visit: Visit, entity: str, add: Callable[[str], int]) -> Response:
    """The selection that the form names; `add` adds to it, and returns how many are new."""
    new = visit.asked("new_selection").strip()
    selection = new or visit.asked("selection")
    if not NAME.match(selection) or len(selection) > LONGEST:
        return visit.done(visit.words["selection_name"])
    if new:
        visit.rows("create_selection", {"selection": selection, "entity": entity})
    return visit.done(visit.words["added"].format(count=add(selection), selection=selection))


def add_ids(visit: Visit, ids: list[str]) -> Callable[[str], int]:
    """Adds records by their keys."""
    return lambda selection: int(visit.row("add_to_selection", {"selection": selection, "ids": ids})["added"])
