"""Links: how a row of a source finds its record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from sqlglot import exp

from pg_saint.catalog.reader import Catalog, TableInfo
from pg_saint.criteria import entity_criteria
from pg_saint.criteria.aggregates import record_fields
from pg_saint.criteria.parse import column_path, parse_expression
from pg_saint.definitions.model import ColumnLink, Model, ThroughLink
from pg_saint.errors import SaintError, suggestion
from pg_saint.ir.brackets import in_brackets
from pg_saint.ir.joins import needed_joins
from pg_saint.ir.names import field_of_record
from pg_saint.ir.nodes import Expr, Field, Join, Link, Location
from pg_saint.resolve.convert import any_length, to_key
from pg_saint.resolve.entities import Attached, EntityRows, attach
from pg_saint.resolve.rows import Rows, read_joins, renamed
from pg_saint.resolve.trees import FieldRows
from pg_saint.resolve.type_checker import TypeQuery


@dataclass
class LinkRows:
    """A link whose types are still open: the first of `ids` that is not NULL names the record, where `when` holds.
    `record`: the record itself, joined for those of its fields that filters name."""

    entity: str
    rows: Rows
    ids: list[TypeQuery]
    joins: tuple[Join, ...]
    when: Expr | None
    location: Location
    record: Attached | None = None
    named: list[str] = field(default_factory=list)

    def raw_id(self) -> Expr:
        """The id before it is made a key of the entity's type."""
        return self._id([query.expr.copy() for query in self.ids])

    def finished(self, entity: EntityRows) -> Link:
        """The link in the IR, once the types are known. Raises SaintError if it gives no key of the entity."""
        keys = [to_key(each.expr, each.type, entity.key_type, self.entity, each.location) for each in self.ids]
        joins = needed_joins(self.joins, [*keys, self.when])
        link = Link(self.entity, self._id(keys), joins, self.location)
        if self.record is None:
            return link
        fields = tuple(self._field(name, entity.fields[name], self.record) for name in self.named)
        alias = self.record.joins[0].alias
        return replace(link, joins=(*joins, *self.record.joins), record=alias, fields=fields)

    def _field(self, name: str, of_record: FieldRows, record: Attached) -> Field:
        shown, query = field_of_record(self.entity, name), of_record.query
        type_ = any_length(query.type)
        return Field(shown, shown, record.expr(of_record.expr), type_, query.most, of_record.confidential)

    def _id(self, keys: list[Expr]) -> Expr:
        key = keys[0] if len(keys) == 1 else exp.Coalesce(this=keys[0], expressions=keys[1:])
        return key if self.when is None else exp.Case(ifs=[exp.If(this=self.when.copy(), true=key)])


class Links:
    """Reads the links of one source. `key` is the source's key."""

    def __init__(
        self, model: Model, source: str, rows: Rows, key: Expr, catalog: Catalog, entities: dict[str, EntityRows]
    ) -> None:
        self.model, self.source, self.rows, self.key, self.catalog, self.entities = (
            model,
            source,
            rows,
            key,
            catalog,
            entities,
        )
        self._read: dict[str, LinkRows] = {}
        self._on_the_way: dict[str, Attached] = {}

    def read(self) -> dict[str, LinkRows]:
        """The links by entity; the mistakes are in `rows.asking`."""
        for entity in self.model.sources[self.source].links:
            with self.rows.checker.collecting():
                if entity in self.entities:
                    self._link(entity)
        for entity, link in self._read.items():
            with self.rows.checker.collecting():
                self._with_record(entity, link)
        return self._read

    def _with_record(self, entity: str, link: LinkRows) -> None:
        aggregates = entity_criteria(self.model, entity).aggregates
        link.named = record_fields(self.model, entity, self.source, aggregates)
        if link.named:
            alias = self.rows.free(f"{entity}_record" if entity in self.rows.tables else entity)
            link.record = attach(self.entities[entity], self.rows, alias, link.raw_id())
            on = self.rows.checker.ask(link.record.joins[0].on, self.rows.scope, None, link.location, "boolean")
            # The key that does not fit is the link's.
            on.reported_elsewhere = True

    def _link(self, entity: str) -> LinkRows:
        if entity not in self._read:
            spec = self.model.sources[self.source].links[entity]
            location = self.model.location("sources", self.source, "links", entity)
            if isinstance(spec, ThroughLink):
                self._read[entity] = self._through(entity, spec, location)
            elif isinstance(spec, ColumnLink):
                when = self.rows.ask(spec.when, location, "boolean").expr if spec.when is not None else None
                self._read[entity] = LinkRows(
                    entity, self.rows, [self.rows.ask(spec.sql, location)], (), when, location
                )
            else:
                texts = spec if isinstance(spec, list) else [spec]
                ids: list[TypeQuery] = []
                joins: tuple[Join, ...] = ()
                for text in texts:
                    query, more = self._id(text, location)
                    ids.append(query)
                    joins += tuple(join for join in more if join not in joins)
                self._read[entity] = LinkRows(entity, self.rows, ids, joins, None, location)
        return self._read[entity]

    def _id(self, text: str, location: Location) -> tuple[TypeQuery, tuple[Join, ...]]:
        """A column, an expression, or the way through another entity: ``person.company``."""
        parsed = parse_expression(text, location)
        path = column_path(parsed) if isinstance(parsed, exp.Column) else ()
        own = self.rows.tables.get(path[0]) if len(path) > 1 else None
        if len(path) < 2 or path[0] not in self.entities or (own and _has_column(own, path[1])):
            return self.rows.ask(text, location), ()
        through, parent = path[0], ".".join(path[1:])
        entity = self.entities[through]
        if parent not in entity.parents:
            raise SaintError(
                f"{through} has no parent {parent}: {text}", location, suggestion(parent, list(entity.parents))
            )
        if through not in self.model.sources[self.source].links:
            raise SaintError(
                f"{text} goes through {through}, to which {self.source} has no link",
                location,
                f"add {through} under links: as well",
            )
        link = self._link(through)
        if through not in self._on_the_way:
            alias = self.rows.free(through if through not in self.rows.tables else f"{through}_record")
            self._on_the_way[through] = attach(entity, self.rows, alias, link.raw_id())
            on = self._on_the_way[through].joins[0].on
            joined = self.rows.checker.ask(on, self.rows.scope, text, location, "boolean")
            # The key that does not fit is the other link's.
            joined.reported_elsewhere = True
        attached = self._on_the_way[through]
        query = self.rows.checker.ask(attached.expr(entity.parents[parent]), self.rows.scope, text, location)
        return query, (*link.joins, *attached.joins)

    def _through(self, entity: str, spec: ThroughLink, location: Location) -> LinkRows:
        """A link table: more than one of its rows may match."""
        alias = self.rows.free(f"{entity}_link")
        info = self.catalog.table(spec.through, location)
        links = Rows(alias, info, self.rows.checker)
        links.add(alias, info)
        self.rows.add(alias, info, visible=False)
        on: Expr = exp.EQ(this=in_brackets(links.read(spec.source, location)), expression=in_brackets(self.key.copy()))
        if spec.where is not None:
            on = exp.And(this=on, expression=in_brackets(links.read(spec.where, location)))
        text = f"{alias}.{spec.source} = {self.source}.{self.model.sources[self.source].key}"
        self.rows.checker.ask(on, self.rows.scope, text, location, "boolean")
        joins = [Join(alias, info.table, on, many=True)]
        read_joins(
            links, spec.joins, self.catalog, partial(self.model.location, "sources", self.source, "links", entity)
        )
        # Under names of their own: another link may have a join of the same name.
        aliases = {alias: alias}
        for join in links.joins:
            aliases[join.alias] = self.rows.free(f"{alias}_{join.alias}")
            self.rows.add(aliases[join.alias], links.tables[join.alias], visible=False)
            joins.append(Join(aliases[join.alias], join.table, renamed(join.on, aliases), many=True))
        target = renamed(links.read(spec.target, location), aliases)
        query = self.rows.checker.ask(target, self.rows.scope, spec.target, location)
        return LinkRows(entity, self.rows, [query], tuple(joins), None, location)


def _has_column(info: TableInfo, name: str) -> bool:
    return any(column.name == name for column in info.table.columns)
