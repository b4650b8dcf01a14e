"""What can be exported, by kind: the query for its rows, the key of the record first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import sql


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
    where g.band = coalesce({band}, g.band)
    order by g.total desc, g.id
"""
SALES_COLUMNS = ", s.revenue, s.revenue_per_moment, s.band as sales_band, s.area as sales_area"
SALES_JOIN = "left join {view} s on s.id = g.id"
MAY_SEE = "select coalesce(has_table_privilege(to_regclass(format('saint.%%I', %s::text)), 'select'), false)"


def query_of(connection: psycopg.Connection, name: str) -> sql.Composed:
    """The query for what is called `name`. Raises psycopg's error where nothing is, with what to do in its hint."""
    row = connection.execute(SOURCE, (name,)).fetchone()
    if row is None:
        raise psycopg.errors.UndefinedObject(f"the entity of {name} is not applied")
    return QUERIES[row[0]](connection, Source(*row))


def _status(connection: psycopg.Connection, source: Source) -> sql.Composed:
    del connection
    view = sql.Identifier("saint", f"{source.entity}_status")
    return sql.SQL(STATUS).format(view=view, name=sql.Literal(source.name), fields=source.fields)


def _selection(connection: psycopg.Connection, source: Source) -> sql.Composed:
    """With the columns of its definition; one that people made, with the fields of its records."""
    declared = connection.execute("select declared from saint.selection where selection = %s", (source.name,))
    if declared.fetchone() == (True,):
        return sql.SQL(SELECTION).format(view=sql.Identifier("saint", f"selection_{source.name}"))
    if source.key_type is None:
        raise psycopg.errors.UndefinedObject(f"the entity of {source.name} is not applied")
    # The type as PostgreSQL printed it.
    key_type = sql.SQL(source.key_type)
    return sql.SQL(STATIC).format(name=sql.Literal(source.name), fields=source.fields, key_type=key_type)


def _monitor(connection: psycopg.Connection, source: Source) -> sql.Composed:
    """The grid, the band's colour, where the relation is, revenue for those who may see it. NAME/0: one band."""
    name, _, band = source.name.partition("/")
    sales = f"attention_{name}_sales"
    seen = connection.execute(MAY_SEE, (sales,)).fetchone() == (True,)
    return sql.SQL(MONITOR).format(
        grid=sql.Identifier("saint", f"attention_{name}"),
        bands=sql.Identifier("saint", f"attention_{name}_bands"),
        relations=sql.Identifier("saint_data", f"{source.entity}_relations"),
        band=sql.Literal(int(band) if band else None),
        sales=sql.SQL(SALES_COLUMNS if seen else ""),
        sales_join=sql.SQL(SALES_JOIN if seen else "").format(view=sql.Identifier("saint", sales)),
    )


QUERIES: dict[str, Callable[[psycopg.Connection, Source], sql.Composed]] = {
    "selection": _selection,
    "status": _status,
    "monitor": _monitor,
}
