"""How many records have each status, and are in each selection."""

from __future__ import annotations

from psycopg import sql

from pg_saint.web.visit import Visit

COUNT = "select s.status, count(*) as matches from {view} s group by s.status"


def matches_by_status(visit: Visit) -> dict[str, int]:
    """As of now, where that is quick; a status that is not in it has none."""
    return visit.remember("matches", lambda: _matches_by_status(visit))


def matches_of(visit: Visit, selection: str) -> int | None:
    """None: the role may not see it."""
    matches: int | None = visit.remember(
        ("selection", selection), lambda: visit.row("selection_matches", {"selection": selection})["matches"]
    )
    return matches


def _matches_by_status(visit: Visit) -> dict[str, int]:
    entities = [row["entity"] for row in visit.rows("counted_entities")]
    counts = [sql.SQL(COUNT).format(view=sql.Identifier("saint", f"{entity}_status")) for entity in entities]
    if not counts:
        return {}
    rows = visit.rows("matches", counts=sql.SQL("\nunion all\n").join(counts))
    return {row["status"]: row["matches"] for row in rows}
