"""Who is responsible for the records of an entity: for filters and controls, and to say a name instead of a key."""

from __future__ import annotations

from psycopg import sql

from pg_saint.web.entity import Entity
from pg_saint.web.visit import Visit

FRESH = 600.0  # seconds: it takes a look at all records


def people(visit: Visit, entity: Entity) -> dict[str, str]:
    """Names by the users' keys; by themselves where the entity has no field `user`. Empty where it has no `owner`
    either."""
    user, owner = ("user" in entity.fields, "owner" in entity.fields)
    if not (user or owner):
        return {}
    return visit.remember(("people", entity.name), lambda: _people(visit, entity, user, owner), FRESH)


def _people(visit: Visit, entity: Entity, user: bool, owner: bool) -> dict[str, str]:
    rows = visit.rows(
        "people",
        fields=entity.field_function,
        card_view=sql.Identifier("saint", f"{entity.name}_card"),
        user=sql.Identifier("f", "user" if user else "owner"),
        owner=sql.Identifier("f", "owner" if owner else "user"),
    )
    return {row["key"]: row["name"] or row["key"] for row in rows}
