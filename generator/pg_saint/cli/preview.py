"""preview: how many records would have a status, now and on past days, before anything is installed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import psycopg
from psycopg import sql
from rich.console import Console
from rich.progress import track
from sqlglot import exp

from pg_saint.cli.database import connect, dsn_option, json_option
from pg_saint.cli.definitions import resolved
from pg_saint.cli.options import paths_argument
from pg_saint.cli.output import print_json, print_table, warn
from pg_saint.criteria.parse import show_aggregate
from pg_saint.errors import SaintError, suggestion
from pg_saint.installation import installation
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Aggregate, Status
from pg_saint.ir.temporal import conjuncts, time_atoms
from pg_saint.oracle import name_query, one_status_query

SAMPLE = 10
STEPS = {"day": 1, "week": 7, "month": 30}  # days
# Of days on which it was installed already, and meant what it means now.
HAD = """
    select d.day, d.records
    from saint.status_daily d join saint.status s on s.status = d.status
    where d.status = %s and d.day > (s.exact_since at time zone (select zone from saint.clock))::date
"""


@click.command()
@paths_argument
@click.argument("status")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Also count for past days, from this one on.")
@click.option("--every", type=click.Choice(list(STEPS)), default="week", show_default=True, help="With --since.")
@dsn_option
@json_option
def preview(paths: tuple[Path, ...], status: str, since: datetime | None, every: str, dsn: str, as_json: bool) -> None:
    """How many records would have STATUS now, and a sample; nothing is installed for it.

    With --since also on past days, as far as today's rows tell: events by their dates, everything else as it is now.
    """
    with connect(dsn) as connection:
        definition = resolved(paths, connection)
        found = _statuses(definition, status)
        for each in found:
            if definition.entity(each.entity).tree.table.in_shards:
                raise SaintError(
                    f"{each.entity} is in shards of Citus, which carries out no query of those that a preview asks",
                    each.location,
                    f"apply it, and ask saint.{each.entity}_status how many have it",
                )
        connection.read_only = True
        with connection.transaction():
            connection.execute("set transaction isolation level repeatable read")
            today = _today(connection, definition.timezone)
            if since is None:
                ids = {each.name: _matching(connection, definition, each.name, today) for each in found}
                names = {each.name: _names_of(connection, definition, each, ids[each.name]) for each in found}
                _print_now(definition, ids, names, as_json)
                return
            status = _only(found).name
            days = _days(since.date(), today, STEPS[every])
            counts = _counts(connection, definition, status, days)
            had = _had(connection, status)
    rows = [{"day": day, "matches": matches, "had": had.get(day)} for day, matches in counts.items()]
    notes = list(_notes(definition, found[0]))
    if as_json:
        print_json({"status": status, "entity": found[0].entity, "days": rows, "notes": notes})
        return
    heads = ("day", "would have had it", "had it (history)")
    print_table(heads if had else heads[:2], [list(row.values())[: 3 if had else 2] for row in rows])
    for note in notes:
        warn(f"note: {note}")


def _statuses(definition: Definition, name: str) -> list[Status]:
    """The status of that name; where the definition covers several schemas, by its own name that of each."""
    found = [status for status in definition.statuses if name in (status.name, _plain(definition, status))]
    if not found:
        known = [_plain(definition, status) for status in definition.statuses]
        raise SaintError(f"there is no status {name}", remedy=suggestion(name, list(dict.fromkeys(known))))
    return found


def _plain(definition: Definition, status: Status) -> str:
    schema = definition.entity(status.entity).schema
    return status.name if schema is None else status.name.removesuffix(schema.ending)


def _only(found: list[Status]) -> Status:
    if len(found) > 1:
        names = ", ".join(status.name for status in found)
        raise SaintError("past days can be counted in one schema at a time only", remedy=f"name one of {names}")
    return found[0]


def _print_now(
    definition: Definition, found: dict[str, list[str]], names: dict[str, dict[str, str]], as_json: bool
) -> None:
    """`found`: the keys of the records, by status; `names`: of the first of them, by key."""
    entities = {status.name: definition.entity(status.entity) for status in definition.statuses}
    said = [
        {"status": name, "entity": entities[name].name, "matches": len(ids), "sample": ids[:SAMPLE]}
        for name, ids in found.items()
    ]
    if as_json:
        print_json(said[0] if len(said) == 1 else {"schemas": said})
        return
    for name, ids in found.items():
        click.echo(f"{len(ids):,} of entity {entities[name].name} would have the status {name} now")
        if ids:
            of_each = names[name]
            shown = [f"{id} ({of_each[id]})" if id in of_each else id for id in ids[:SAMPLE]]
            click.echo(f"for instance {', '.join(shown)}")


def _names_of(connection: psycopg.Connection, definition: Definition, status: Status, ids: list[str]) -> dict[str, str]:
    """What the first of the records are called, where the entity has a field name."""
    query = name_query(definition, status.entity)
    if query is None:
        return {}
    key_type = definition.entity(status.entity).tree.key_type
    wrapped = sql.SQL("select n.id::text, n.name::text from ({}) as n where n.id = any (%s::{}[])")
    rows = connection.execute(wrapped.format(sql.SQL(query), sql.SQL(key_type)), (ids[:SAMPLE],))
    return {id: name for id, name in rows if name is not None}


def _matching(connection: psycopg.Connection, definition: Definition, status: str, today: date) -> list[str]:
    query = sql.SQL("select s.id::text from ({}) as s order by s.id")
    wrapped = query.format(sql.SQL(one_status_query(definition, status, today)))
    return [row[0] for row in connection.execute(wrapped)]


def _days(since: date, today: date, step: int) -> list[date]:
    if since > today:
        raise SaintError(f"{since} is in the future", remedy=f"today is {today}; name an earlier day")
    days = [since + timedelta(days=n) for n in range(0, (today - since).days, step)]
    return [*days, today]


def _counts(connection: psycopg.Connection, definition: Definition, status: str, days: list[date]) -> dict[date, int]:
    console = Console(stderr=True)
    counts = {}
    for day in track(days, "", console=console, transient=True, disable=not console.is_terminal):
        query = sql.SQL("select count(*) from ({}) as s").format(sql.SQL(one_status_query(definition, status, day)))
        row = connection.execute(query).fetchone()
        counts[day] = int(row[0]) if row else 0
    return counts


def _had(connection: psycopg.Connection, status: str) -> dict[date, int]:
    """What the history knows, where the status is installed."""
    installed = connection.execute("select to_regclass('saint.status_daily')").fetchone()
    if installed is None or installed[0] is None:
        return {}
    return {day: int(records) for day, records in connection.execute(HAD, (status,))}


def _notes(definition: Definition, status: Status) -> Iterator[str]:
    """What a count of a past day does not know."""
    used = _columns(definition, status)
    fields = [field.name for field in definition.entity(status.entity).fields if field.column in used]
    if fields:
        yield f"as it is now, not as it was: {', '.join(fields)}"
    for aggregate in definition.aggregates.get(status.entity, ()):
        if aggregate.column in used:
            if not _ends_today(aggregate):
                yield f"sees what came after the day too, because it has no upper bound: {show_aggregate(aggregate)}"
            others = sorted((_names(aggregate.filter) | _names(aggregate.argument)) - {"date", "today"})
            if others:
                yield f"events of {aggregate.source} as they are now, not as they were: {', '.join(others)}"
    yield f"each {status.entity} of now, also on days when it was not there yet, and without those deleted since"
    yield "events of the records that they belong to now; what was entered later under an earlier date counts"


def _columns(definition: Definition, status: Status) -> set[str]:
    """The columns of the counter row that the status reads, through the statuses that it names too."""
    by_name = {each.name: each for each in definition.statuses}
    used: set[str] = set()
    for criterion in status.criteria:
        used |= _names(criterion.expr)
        for node in criterion.expr.find_all(exp.Anonymous):
            if node.name == "status":
                used |= _columns(definition, by_name[node.expressions[0].name])
    return used


def _names(expr: exp.Expr | None) -> set[str]:
    return set() if expr is None else {node.name for node in expr.find_all(exp.Column)}


def _ends_today(aggregate: Aggregate) -> bool:
    """Whether it leaves out what is dated after today."""
    return any(
        isinstance(atom.value, exp.Column) and atom.value.name == "date" and atom.comparison in ("<", "<=", "=")
        for part in conjuncts(aggregate.filter)
        if not isinstance(part, exp.Or)
        for atom in time_atoms(part)
    )


def _today(connection: psycopg.Connection, zone: str) -> date:
    """The date in force, pinned or not; a preview needs no extension."""
    pinned: Any = connection.execute("select pinned from saint.clock").fetchone() if installation(connection) else None
    row = connection.execute("select coalesce(%s, (now() at time zone %s)::date)", (pinned and pinned[0], zone))
    today = row.fetchone()[0]  # type: ignore[index]  # a select without from has one row
    if not isinstance(today, date):
        raise SaintError(
            f"today is pinned at {today}, which is not a day to count from", remedy="saint.set_today(null)"
        )
    return today
