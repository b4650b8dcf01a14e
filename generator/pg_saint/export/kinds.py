"""What can be exported, by kind: the query for its rows, the key of the record first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlglot import exp

from pg_saint.criteria.parse import parse_expression, show
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location


@dataclass(frozen=True)
class Source:
    """What saint.source_of says of a name, and the type of the record's key."""

    kind: str
    name: str
    entity: str
    key_type: str | None

    @property
    def fields(self) -> sql.Identifier:
        """The function that reads the mapped fields of records."""
        return sql.Identifier("saint_data", f"{self.entity}_fields")


@dataclass(frozen=True)
class Part:
    """Of a monitor those in an `area`; of anything those that meet `where`, an expression over the columns."""

    where: str | None = None
    area: str | None = None


COMMAND_LINE = Location("--where", 1)
# The areas of the contact view, with their bands; those of the sales view are a column of it.
AREAS = {"little": [0, 1, 2], "average": [3], "much": [4, 5]}
SALES_AREAS = ("possibly insufficient", "possibly too much")
PART = "select * from ({query}) as q where {conditions}"
SOURCE = """
    select s.kind, s.name, s.entity, e.key_type::regtype::text
    from saint.source_of(%s::text) s left join saint.entity e on e.entity = s.entity
"""
SELECTION = "select * from {view} order by id"
STATIC = """
    with member as materialized (
        select m.id, m.added_at from saint.selection_member m where m.selection = {name}
    )
    select f.*, m.added_at
    from {fields}(array(select m.id::{key_type} from member m)) f join member m on m.id = f.id::text
    order by f.id
"""
STATUS = """
    with has as materialized (select s.id, s.since from {view} s where s.status = {name})
    select f.*, has.since
    from {fields}(array(select has.id from has)) f join has on has.id = f.id
    order by f.id
"""

# Who may see revenue gets it: the sales view has its own privileges, and is only asked where they are there.
MONITOR = """
    select
        g.*, b.color as band_color{sales}, r.address, r.postal_code, r.city, r.phone, r.email, r.latitude, r.longitude
    from {grid} g
    join {bands} b on b.band = g.band
    {sales_join}
    left join {relations}(array(select a.id from {grid} a)) r on r.id = g.id
    where g.band = any ({bands_asked})
    order by g.total desc, g.id
"""
SALES_COLUMNS = (
    ", s.revenue, round(s.revenue_per_moment, 2) as revenue_per_moment, s.band as sales_band, s.area as sales_area"
)
SALES_JOIN = "left join {view} s on s.id = g.id"
MAY_SEE = """
    select coalesce(has_table_privilege(to_regclass(format('saint.%%I', v.name)), 'select'), false)
    from (
        select case when c.controls is null then 'attention_' || c.monitor || '_sales' else 'calculated_sales' end
        from saint.calculation c where c.monitor = %(name)s and coalesce(c.controls ? 'revenue', true)
    ) v (name)
"""
VIEW = "select saint.attention_view(%s, %s)"


def query_of(connection: psycopg.Connection, name: str, part: Part) -> sql.Composed:
    """The query for what is called `name`. Raises psycopg's error where nothing is, with what to do in its hint."""
    query = _of_kind(connection, name, part)
    conditions = []
    if part.area in SALES_AREAS:
        conditions.append(sql.SQL("q.sales_area = {}").format(sql.Literal(part.area)))
    if part.where is not None:
        conditions.append(sql.SQL("(") + sql.SQL(condition(part.where, connection)) + sql.SQL(")"))
    if not conditions:
        return query
    return sql.SQL(PART).format(query=query, conditions=sql.SQL(" and ").join(conditions))


def condition(text: str, connection: psycopg.Connection) -> str:
    """`text` as one expression without subqueries, with the date in force for today."""
    tree = parse_expression(text, COMMAND_LINE)
    row = connection.execute("select saint.today()").fetchone()
    today = exp.cast(exp.Literal.string(str(row[0] if row else "")), "date")
    return show(tree.transform(lambda node: today.copy() if is_today(node) else node))


def is_today(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column) and node.sql().lower() == "today"


def _of_kind(connection: psycopg.Connection, name: str, part: Part) -> sql.Composed:
    row = connection.execute(SOURCE, (name,)).fetchone()
    if row is None:
        raise psycopg.errors.UndefinedObject(f"the entity of {name} is not applied")
    source = Source(*row)
    if part.area is not None and source.kind != "monitor":
        raise SaintError(f"{name} is no attention monitor: it has no areas", None, "--where takes a part of anything")
    return QUERIES[source.kind](connection, source, part)


def _status(connection: psycopg.Connection, source: Source, part: Part) -> sql.Composed:
    del connection, part
    view = sql.Identifier("saint", f"{source.entity}_status")
    return sql.SQL(STATUS).format(view=view, name=sql.Literal(source.name), fields=source.fields)


def _selection(connection: psycopg.Connection, source: Source, part: Part) -> sql.Composed:
    """With the columns of its definition; one that people made, with the fields of its records."""
    del part
    declared = connection.execute("select declared from saint.selection where selection = %s", (source.name,))
    if declared.fetchone() == (True,):
        return sql.SQL(SELECTION).format(view=sql.Identifier("saint", f"selection_{source.name}"))
    if source.key_type is None:
        raise psycopg.errors.UndefinedObject(f"the entity of {source.name} is not applied")
    # The type as PostgreSQL printed it.
    key_type = sql.SQL(source.key_type)
    return sql.SQL(STATIC).format(name=sql.Literal(source.name), fields=source.fields, key_type=key_type)


def _monitor(connection: psycopg.Connection, source: Source, part: Part) -> sql.Composed:
    """The grid, the band's colour, where the relation is, revenue for those who may see it. NAME/0: one band."""
    name, _, band = source.name.partition("/")
    views = {word: _view(connection, name, word) for word in ("", "_bands", "_sales")}
    seen = connection.execute(MAY_SEE, {"name": name}).fetchone() == (True,)
    if part.area in SALES_AREAS and not seen:
        raise SaintError(
            f"{part.area} is an area of the sales view, which this role does not see or the monitor does not have",
            None,
            "ask for the role saint_revenue, or name an area of the contact view: little, average, much",
        )
    return sql.SQL(MONITOR).format(
        grid=views[""],
        bands=views["_bands"],
        relations=sql.Identifier("saint_data", f"{source.entity}_relations"),
        bands_asked=sql.Literal(AREAS[part.area] if part.area in AREAS else [int(band)] if band else list(range(6))),
        sales=sql.SQL(SALES_COLUMNS if seen else ""),
        sales_join=sql.SQL(SALES_JOIN if seen else "").format(view=views["_sales"]),
    )


def _view(connection: psycopg.Connection, name: str, word: str) -> sql.SQL:
    """Of the monitor or the calculation of that name: as the database writes it."""
    [(view,)] = connection.execute(VIEW, (name, word)).fetchall()
    return sql.SQL(view)


QUERIES: dict[str, Callable[[psycopg.Connection, Source, Part], sql.Composed]] = {
    "selection": _selection,
    "status": _status,
    "monitor": _monitor,
}
