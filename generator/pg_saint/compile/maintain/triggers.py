"""The triggers on the CRM's tables, and what follows tables that are replaced, and partitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pg_saint.compile.maintain.contribution import Side
from pg_saint.compile.sql.names import data
from pg_saint.compile.sql.objects import ADMINISTRATORS, SqlObject
from pg_saint.compile.sql.templates import Statement, render
from pg_saint.compile.sql.text import Sql, ident, literal, table_name
from pg_saint.ir.nodes import Table


@dataclass(frozen=True)
class TriggerEvent:
    """What a trigger fires on. `happened`: to the rows, in the name of the trigger function; `referencing`: the
    transition tables; `sides`: which of them the function reads."""

    name: str
    happened: str
    referencing: str | None = None
    sides: tuple[Side, ...] = ()


EVENTS = {
    event.name: event
    for event in (
        TriggerEvent("insert", "inserted", "new table as new_rows", ("new",)),
        TriggerEvent("update", "updated", "old table as old_rows new table as new_rows", ("new", "old")),
        TriggerEvent("delete", "deleted", "old table as old_rows", ("old",)),
        TriggerEvent("truncate", "emptied"),
    )
}


def placeholder(made: SqlObject, extension: bool) -> SqlObject:
    """A trigger function of the same name that does nothing yet; `extension`: whether pg_saint is one."""
    return replace(made, sql=render("maintain/placeholder", name=Sql(made.name), extension=extension))


def follower(word: str, **pieces: Any) -> SqlObject:
    """What a tick calls to follow the CRM's tables."""
    name = data(word)
    sql = render(f"maintain/{word}", name=name, **pieces)
    return SqlObject(name=name, kind="function", sql=sql, open_to=ADMINISTRATORS)


def followed_table(table: Table, touched: tuple[str, ...], functions: Mapping[TriggerEvent, Sql]) -> dict[str, Any]:
    """What saint.follow_partitions_of() and saint.follow_table() are told about a table."""
    commands = [_trigger_sql(event, Sql("%s"), function) for event, function in functions.items()]
    return {
        "name": literal(str(table_name(table))),
        "functions": [literal(f"{function}()") for function in functions.values()],
        # On one line, with %s for the table; our own names have no line break in them.
        "triggers": [literal(" ".join(command.code.split("\n"))) for command in commands],
        "entities": literal("{" + ",".join(touched) + "}"),
    }


def trigger(table: Table, event: TriggerEvent, function: Sql, touched: tuple[str, ...] = ()) -> SqlObject:
    """The trigger of one event on a CRM table or a partition of it; `touched`: the entities that depend on its rows."""
    name = ident(f"saint_{event.name}")
    return SqlObject(
        name=f"{name} on {table_name(table)}",
        kind="trigger",
        sql=_trigger_sql(event, table_name(table), function),
        on=table,
        event=event.name,
        calls=function,
        touched=touched,
    )


def _trigger_sql(event: TriggerEvent, table: Sql, function: Sql) -> Statement:
    return render(
        "maintain/trigger",
        name=ident(f"saint_{event.name}"),
        event=Sql(event.name),
        table=table,
        referencing=None if event.referencing is None else Sql(event.referencing),
        function=function,
    )
