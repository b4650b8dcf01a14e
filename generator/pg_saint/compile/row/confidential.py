"""What only some may see, in SQL: a value becomes NULL for the others, whichever way they ask for it."""

from __future__ import annotations

from pg_saint.compile.sql.text import Sql, literal
from pg_saint.ir.nodes import Classes


def may_see(classes: Classes) -> Sql:
    """Whether who asks sees all of the classes; asked once in a query."""
    return Sql(" and ".join(f"(select saint.may_see({literal(each)}))" for each in classes))


def for_those_who_may(value: Sql, classes: Classes) -> Sql:
    return Sql(f"case when {may_see(classes)} then {value} end") if classes else value


def roles(classes: Classes) -> tuple[str, ...]:
    return tuple(f"saint_{each}" for each in classes)
