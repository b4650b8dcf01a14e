"""The wide row of one entity: which columns it has, and what its counters and statuses read from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from sqlglot import exp

from pg_saint.compile.row.attempts import Attempt
from pg_saint.compile.row.needs_backfill import NeedsBackfill
from pg_saint.compile.sql.expressions import columns_of, lies_ahead, replace_columns
from pg_saint.compile.sql.objects import TableColumn
from pg_saint.criteria.parse import show
from pg_saint.ir.confidential import classes_of, confidential_columns
from pg_saint.ir.definition import Definition
from pg_saint.ir.dialect import printed
from pg_saint.ir.harmless import is_harmless, judged_as, judgement_of
from pg_saint.ir.names import column
from pg_saint.ir.nodes import (
    Aggregate,
    Classes,
    Counter,
    Entity,
    Expr,
    Field,
    Question,
    Selection,
    SelectionColumn,
    Source,
    Status,
)
from pg_saint.ir.temporal import is_today, time_atoms

# The column of what a record's row answers to the questions of others.
ANSWERS = "saint_answers"


def entity_asked(field: Field) -> str:
    assert field.question is not None
    return field.question.entity


def path_of_parent(field: Field) -> str:
    """Which parent is asked for an answer's field: ``company``, ``project.company``."""
    assert field.question is not None
    return field.name.removesuffix(f".{field.question.text}")


def hop_of_parent(field: Field) -> str:
    """How an indirect mark says that the answers of a parent's record have changed."""
    return f"answers of {path_of_parent(field)}"


def hop_of_child(field: Field) -> str:
    """The same of a child's record."""
    return f"answers among {entity_asked(field)}"


@dataclass(frozen=True)
class Accumulator:
    """A stored column of an aggregate: sums keep how many values they hold, averages are a sum and a count."""

    column: str
    type: str
    kind: str  # count, sum, min or max
    aggregate: Aggregate

    @property
    def additive(self) -> bool:
        return self.kind in ("count", "sum")


def accumulators(aggregate: Aggregate) -> tuple[Accumulator, ...]:
    name = aggregate.column
    if aggregate.function == "count":
        return (Accumulator(name, "bigint", "count", aggregate),)
    if aggregate.function in ("sum", "avg"):
        total = aggregate.type if aggregate.function == "sum" else "numeric"
        return (
            Accumulator(name, total, "sum", aggregate),
            Accumulator(f"{name}_n", "bigint", "count", aggregate),
        )
    return (Accumulator(name, aggregate.type, aggregate.function, aggregate),)


@dataclass(frozen=True, eq=False)
class EntityLayout:
    """One entity with all that is asked of it, and the columns of its wide row. Equal to itself alone, so that what was
    found out about it can be kept. `installed` are the columns of its wide row in the database's order, (name, type),
    `installed_counters` those of its counter view, where it has them; `others`: what other entities' rows lack."""

    definition: Definition
    entity: Entity
    installed: tuple[tuple[str, str], ...] = ()
    installed_counters: tuple[str, ...] = ()
    needs_backfill: NeedsBackfill | None = None
    others: Mapping[str, NeedsBackfill] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.entity.name

    @property
    def key_type(self) -> str:
        return self.entity.tree.key_type

    @cached_property
    def counters(self) -> tuple[Counter, ...]:
        """In the order of the counter view: a view can only be replaced by one with the same columns first."""
        own = [counter for counter in self.definition.counters if counter.entity == self.name]
        ordinal = {name: at for at, name in enumerate(self.installed_counters)}
        return tuple(sorted(own, key=lambda counter: ordinal.get(counter.name, len(ordinal))))

    @cached_property
    def all_statuses(self) -> tuple[Status, ...]:
        """Those that nobody has too: disabled and deleted ones."""
        return tuple(s for s in self.definition.statuses if s.entity == self.name)

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        return tuple(s for s in self.definition.statuses if s.entity == self.name and s.enabled)

    @cached_property
    def selections(self) -> tuple[Selection, ...]:
        return tuple(s for s in self.definition.selections if s.entity == self.name)

    @cached_property
    def aggregates(self) -> tuple[Aggregate, ...]:
        return self.definition.aggregates.get(self.name, ())

    @cached_property
    def accumulators(self) -> tuple[Accumulator, ...]:
        return tuple(a for aggregate in self.aggregates for a in accumulators(aggregate))

    @cached_property
    def expressions(self) -> tuple[Expr, ...]:
        """Every record-level expression of the entity."""
        parts = (*(s.criteria for s in self.statuses), *(s.criteria for s in self.selections))
        criteria = (criterion.expr for part in parts for criterion in part)
        shown = (each.expr for s in self.selections for each in s.columns if not self._is_shown_alone(s, each))
        asked = (question.expr for question in self.questions)
        return (*(counter.expr for counter in self.counters), *criteria, *shown, *asked)

    def _is_shown_alone(self, selection: Selection, shown: SelectionColumn) -> bool:
        """Whether it is a field that need not be kept for this column."""
        name = shown.expr.name if isinstance(shown.expr, exp.Column) else None
        return not selection.stored and name in {field.column for field in self.entity.fields}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What other entities ask of its records."""
        return self.definition.questions(self.name)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The record's fields that some counter, status or selection reads."""
        used = set(columns_of(self.expressions))
        return tuple(field for field in self.entity.stored_fields if field.column in used)

    @cached_property
    def read_fields(self) -> dict[str, Field]:
        """By column, those that no row keeps, and that selections read from the CRM."""
        shown = [e.expr.name for s in self.selections for e in s.columns if self._is_shown_alone(s, e)]
        stored = {field.column for field in self.fields}
        return {field.column: field for field in self.entity.fields if field.column in {*shown} - stored}

    @cached_property
    def asked_of_children(self) -> tuple[Field, ...]:
        return self.definition.asked_of_children(self.entity)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The entities whose records its own ask."""
        parents = [each for each in self.fields if each.question is not None]
        return tuple(dict.fromkeys(map(entity_asked, (*parents, *self.asked_of_children))))

    @cached_property
    def asking(self) -> tuple[tuple[str, ...], ...]:
        """The entities whose records ask its own, each with a hop by which they are found."""
        found: dict[tuple[str, str], None] = {}
        for entity in self.definition.entities:
            hops = [(each, hop_of_parent(each)) for each in self.definition.asked(entity)]
            hops += [(each, hop_of_child(each)) for each in self.definition.asked_of_children(entity)]
            found |= {(entity.name, hop): None for each, hop in hops if entity_asked(each) == self.name}
        return tuple(found)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        named = {aggregate.source for aggregate in self.aggregates}
        return tuple(source for source in self.definition.sources if source.name in named)

    @cached_property
    def confidential(self) -> dict[str, Classes]:
        """The columns that record-level expressions name and only some may see."""
        return confidential_columns(self.definition, self.entity)

    def classes(self, *exprs: Expr) -> Classes:
        """Of which classes who sees the record-level expressions must be."""
        return classes_of(exprs, self.confidential)

    @cached_property
    def hidden(self) -> dict[str, Classes]:
        """The columns of the wide row that only some may see."""
        stored = {field.column: field.confidential for field in self.fields}
        if self.questions:
            stored[ANSWERS] = self.classes(*(question.expr for question in self.questions))
        stored |= {each.column: self.confidential.get(each.aggregate.column, ()) for each in self.accumulators}
        return {column: classes for column, classes in stored.items() if classes}

    def aggregates_of(self, source: Source) -> tuple[Aggregate, ...]:
        return tuple(aggregate for aggregate in self.aggregates if aggregate.source == source.name)

    def accumulators_of(self, source: Source) -> tuple[Accumulator, ...]:
        return tuple(a for a in self.accumulators if a.aggregate.source == source.name)

    @cached_property
    def columns(self) -> tuple[TableColumn, ...]:
        """The wide row in its order in the database: what is installed keeps its place, what is new or of another type
        comes last."""
        own = [
            TableColumn("id", self.key_type),
            TableColumn("as_of", "date", "'-infinity'", not_null=True),
            TableColumn("next_change", "date", "'-infinity'", not_null=True),
            TableColumn("statuses", "text[]", "'{}'", not_null=True),
            TableColumn("generation", "integer", "0", not_null=True),
            *([TableColumn(ANSWERS, "text[]")] if self.questions else []),
            *(TableColumn(field.column, field.type) for field in self.fields),
            # Not `not null`: under the same name and type a count may become a maximum.
            *(TableColumn(a.column, a.type, "0" if a.additive else "") for a in self.accumulators),
        ]
        ordinal = {installed: at for at, installed in enumerate(self.installed)}
        return tuple(sorted(own, key=lambda c: ordinal.get((c.name, c.type), len(ordinal))))

    def value(self, aggregate: Aggregate, row: str) -> Expr:
        """What the aggregate is worth, read from its accumulators: over nothing a sum is NULL, not 0."""
        stored = column(aggregate.column, row)
        if aggregate.function == "sum":
            some = exp.GT(this=column(f"{aggregate.column}_n", row), expression=exp.Literal.number(0))
            return exp.Case(ifs=[exp.If(this=some, true=stored)])
        if aggregate.function == "avg":
            count = exp.Nullif(this=column(f"{aggregate.column}_n", row), expression=exp.Literal.number(0))
            # typed: PostgreSQL's own division; sqlglot would cast to double precision otherwise
            return exp.Paren(this=exp.Div(this=stored, expression=count, typed=True))
        return stored

    @cached_property
    def attempts(self) -> dict[int, Attempt]:
        """The record-level expressions that can raise an error, by what the catalog check left at them. On a shard no
        function of ours is called: what fails there fails the query."""
        if self.entity.tree.table.in_shards:
            return {}
        return {id(judgement_of(each.expr)): each for each in self._asked() if not is_harmless(each.expr)}

    def _asked(self) -> Iterator[Attempt]:
        for counter in self.counters:
            yield Attempt(self.name, counter.expr, counter.type, f"counter {counter.name}: {counter.text}")
        for status in self.statuses:
            for criterion in status.criteria:
                yield Attempt(self.name, criterion.expr, "boolean", f"status {status.name}: {criterion.text}")
        for selection in self.selections:
            said = f"selection {selection.name}: "
            for criterion in selection.criteria:
                expr = self.with_stored_statuses(criterion.expr)
                yield Attempt(self.name, expr, "boolean", said + criterion.text)
            for shown in selection.columns:
                yield Attempt(self.name, self.with_stored_statuses(shown.expr), shown.type, said + shown.name)
        for question in self.questions:
            yield Attempt(self.name, question.expr, "boolean", f"what others ask: {question.text}")
        for expr in self.expressions:
            for atom in time_atoms(expr):
                yield Attempt(self.name, atom.value, "date", f"a date that is compared with today: {show(atom.value)}")

    def read(self, expr: Expr, row: str) -> Expr:
        """A record-level expression over the wide row `row`: today is the day that the row stands for. One that can
        raise an error is called instead, and is NULL where it does."""
        attempt = None if is_harmless(expr) else self.attempts.get(id(judgement_of(expr)))
        return self.value_of(expr, row) if attempt is None else attempt.call(row)

    def value_of(self, expr: Expr, row: str, written_out: bool = False) -> Expr:
        """The same, not called; `written_out`: nor are the statuses that it names."""
        by_column = {aggregate.column: aggregate for aggregate in self.aggregates}

        def replacement(node: exp.Column) -> Expr:
            if is_today(node):
                return column("as_of", row)
            if node.name in by_column:
                return self.value(by_column[node.name], row)
            return column(node.name, row)

        return self._with_statuses(replace_columns(expr, replacement), row, written_out)

    def condition(self, status: Status, row: str, written_out: bool = False) -> Expr:
        """Whether the row has the status: every criterion holds."""
        read = partial(self.value_of, written_out=True) if written_out else self.read
        parts = [exp.paren(read(criterion.expr, row), copy=False) for criterion in status.criteria]
        return exp.and_(*parts, wrap=False, copy=False) if len(parts) > 1 else parts[0].this

    def _with_statuses(self, expr: Expr, row: str, written_out: bool) -> Expr:
        def replacement(node: Expr) -> Expr:
            if not (isinstance(node, exp.Anonymous) and str(node.this).lower() == "status"):
                return node
            wanted = node.expressions[0].this
            found = [status for status in self.statuses if status.name == wanted]
            if not found:  # one that is switched off is had by nobody
                return exp.false()
            return exp.Coalesce(this=self.condition(found[0], row, written_out), expressions=[exp.false()])

        return expr.transform(replacement, copy=False)

    def with_stored_statuses(self, expr: Expr) -> Expr:
        """The expression with each ``status('…')`` asked of the statuses that the wide row holds."""

        def status(node: Expr) -> Expr:
            if not (isinstance(node, exp.Anonymous) and node.name == "status"):
                return node
            wanted = node.expressions[0].name
            if wanted not in {each.name for each in self.statuses}:  # one that is switched off is had by nobody
                return exp.false()
            return exp.EQ(this=exp.Literal.string(wanted), expression=exp.Any(this=exp.paren(exp.column("statuses"))))

        return judged_as(expr.transform(status), expr)

    def changes(self, row: str) -> Iterator[tuple[Expr, Expr]]:
        """The dates on which a comparison of the row's own values with today changes, and whether each lies ahead."""
        as_of = column("as_of", row)
        found: dict[str, tuple[Expr, Expr]] = {}
        for expr in self.expressions:
            for atom in time_atoms(expr):
                for start in atom.changes():
                    value = self.read(atom.value, row)
                    date = start.of(value)
                    found.setdefault(printed(date), (date, lies_ahead(value, start, as_of)))
        yield from found.values()
