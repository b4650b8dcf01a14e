"""Who may call and read what was made, and whose it is."""

from __future__ import annotations

import psycopg
from psycopg import sql

from pg_saint.compile import SqlObject

# A view's functions are called as whoever reads the view.
CALLERS: dict[str, tuple[str, ...]] = {
    "saint_reader": (
        "_live",
        "_live_statuses",
        "_elsewhere",
        "_as_mapped",
        "_statuses",
        "_next_change",
        "_criteria",
        "_explain",
        "_texts",
        "_fields",
        "_dialogs",
    ),
    "saint_admin": ("_tick", "_check", "_fill", "_refresh", "_failing"),
}
# The functions behind saint.contact_moment and the calls about attention.
ATTENTION = ("_moments", "_chronology", "_happened", "_attention_between", "_relations", "_recalculate")
CALLERS["saint_reader"] += ATTENTION
CALLERS["saint_revenue"] = ATTENTION


def grant(connection: psycopg.Connection, made: SqlObject, owner: str | None) -> None:
    """Readers see the views, and may call what the views call; nobody else may call anything of ours. `owner`: as in
    Plan."""
    hand_over(connection, made, owner)
    name = sql.SQL(made.name)
    if made.kind == "function":
        connection.execute(sql.SQL("revoke all on function {} from public").format(name))
        if "returns trigger" in made.sql:
            # Dropped with the extension (and the triggers by cascade): left behind, they would stop every write.
            connection.execute(sql.SQL("alter function {}() depends on extension pg_saint").format(name))
        for role, words in CALLERS.items():
            if made.name.endswith(words) or made.called_by == role:
                connection.execute(sql.SQL("grant execute on function {} to {}").format(name, sql.Identifier(role)))
    elif made.kind in ("view", "materialized view"):
        _grant_view(connection, made)
    elif made.kind == "table":
        # To see how far behind it is, and to mark: saint status, saint check --repair, saint.set_today().
        connection.execute(sql.SQL("grant select on {} to saint_admin").format(name))
        if not made.columns and made.name.endswith(("_dirty", "_via")):
            connection.execute(sql.SQL("grant insert on {} to saint_admin").format(name))


def _grant_view(connection: psycopg.Connection, made: SqlObject) -> None:
    name = sql.SQL(made.name)
    if "saint_reader" not in made.readers:
        # It shows revenue: not even what default privileges would give.
        connection.execute(sql.SQL("revoke all on {} from public, saint_reader").format(name))
    for role in made.readers:
        connection.execute(sql.SQL("grant select on {} to {}").format(name, sql.Identifier(role)))


def hand_over(connection: psycopg.Connection, made: SqlObject, owner: str | None) -> None:
    if owner is not None and made.kind != "trigger":
        statement = sql.SQL("alter {} {} owner to {}")
        kind, name = sql.SQL(made.kind), sql.SQL(made.name)
        connection.execute(statement.format(kind, name, sql.Identifier(owner)))
