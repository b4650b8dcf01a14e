"""The intermediate representation: small frozen dataclasses, no SQL text.

Expressions are sqlglot trees of three levels, told apart by what their columns name:

* row level: a column of a CRM table, always qualified by an alias of the tree (``activity.starts_at``);
* event level: a field of a source, never qualified (``direction``, ``date``, ``amount``);
* record level: a column of the counter row, never qualified: ``Field.column`` or ``Aggregate.column``.
  ``status('name')`` stays an ``exp.Anonymous`` that names another status of the same entity, and so does
  ``selection('name')``, in selections only.

At event and record level time is the column ``today``, and only as the right side of a comparison with a
date: ``<date> <cmp> today``, ``today + n`` or ``today - n`` (n an integer literal). `ir.temporal` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal

from sqlglot import exp

Expr = exp.Expr
Function = Literal["count", "sum", "min", "max", "avg"]
LINE = "saint_line"  # of the name or the text that a leaf of a tree is, in the file
# What is confidential, by class: the role saint_CLASS sees it.
Confidential = Literal["revenue", "contact"]
Classes = tuple[Confidential, ...]


@dataclass(frozen=True)
class Location:
    """Where something was written: the definition file as the user named it, and a line from 1.

    `path`: the keys that lead to it in the YAML. `rows`: of a text on several lines, each line and how many characters
    that are not blank stand before it; `before`: how many of them stand before the part that this is about.
    """

    file: str
    line: int
    path: tuple[str | int, ...] = field(default=(), compare=False, repr=False)
    rows: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)
    before: int = field(default=0, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def within(self, text: str, start: int) -> Location:
        """Of the character at `start` of `text`, which this is the location of. YAML folds line breaks and indentation,
        so that only what is not blank is in the same place as in the file."""
        if not self.rows:
            return self
        before = self.before + sum(not character.isspace() for character in text[:start])
        line = max((line for line, first in self.rows if first <= before), default=self.line)
        return replace(self, line=line, before=before)

    def of(self, node: Expr) -> Location:
        """Of `node`, which is a part of the expression that this is the location of."""
        if not self.rows:
            return self
        return next((replace(self, line=each.meta[LINE]) for each in node.walk() if LINE in each.meta), self)


@dataclass(frozen=True)
class Column:
    """A column of a CRM table. `type` is format_type()'s text; `comparable` is false for json, xml, point …;
    `own_collation`: compared otherwise than other values of its type; `exact`: what = calls equal is the same, which
    numeric (1.0 and 1.00), interval, citext, or text of a collation that ignores case are not."""

    name: str
    type: str
    comparable: bool = True
    own_collation: bool = False
    exact: bool = True


@dataclass(frozen=True)
class Distribution:
    """How Citus keeps a table: in shards by the value of `column`, those of one `colocation` side by side on the same
    nodes; whole on each node (``reference``); or otherwise, as a local table in its metadata is, or one of a schema
    that is distributed as a whole."""

    kind: Literal["shards", "reference", "other"]
    column: str | None = None
    colocation: int = 0


@dataclass(frozen=True)
class Table:
    """A CRM table by its exact (unquoted) names.

    `partitions` are those of every level, (schema, name): a statement trigger on the parent does not fire for writes to
    one of them. A `partitioned` table may have none yet. `distribution`: None for one that is on this server alone.
    """

    schema: str
    name: str
    columns: tuple[Column, ...] = field(compare=False)
    partitions: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    partitioned: bool = field(default=False, compare=False)
    distribution: Distribution | None = field(default=None, compare=False)

    @property
    def in_shards(self) -> bool:
        return self.distribution is not None and self.distribution.kind == "shards"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class Join:
    """`left join table alias on (on)`; `on` names this alias and aliases before it.

    `many`: more than one row may match (a link table); the link's events are then made distinct.
    """

    alias: str
    table: Table
    on: Expr
    many: bool = False


@dataclass(frozen=True)
class Tree:
    """The rows of an entity or a source: a base table, its n:1 joins in order, and the row filter."""

    alias: str
    table: Table
    key: Expr
    key_type: str
    where: Expr | None = None
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True)
class Question:
    """What criteria of other entities ask of a record of `entity`: `text` in the criteria language, `expr` record
    level. `otherwise` is the answer where there is no such record. `status`: the one that is asked for; else
    `parts` are the counters and fields that it looks at, in the user's words and at record level."""

    entity: str
    text: str
    expr: Expr
    location: Location
    otherwise: bool | None
    status: str | None = None
    parts: tuple[tuple[str, Expr], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Field:
    """A named value of a row. `name` as the user writes it (``category``, ``company.category``),
    `column` as the counter row stores it (``category``, ``company_category``), `type` PostgreSQL's name; `most`: of a
    number the largest absolute value that it can have, where that is known; `confidential`: the classes of which who
    sees it must be. Where the value is the answer to a `question`, `expr` is the key of the record that is asked."""

    name: str
    column: str
    expr: Expr
    type: str
    most: int | None = None
    confidential: Classes = ()
    question: Question | None = None


@dataclass(frozen=True)
class TextValues:
    """What the texts of an entity's statuses name, as they name it, at row level over its tree and `joins`.

    Where one looks at a counter, that is a column of `counters`, the alias of the entity's counter view. `confidential`
    has the classes of the variables that have any.
    """

    variables: tuple[tuple[str, Expr], ...] = ()
    joins: tuple[Join, ...] = ()
    counters: str | None = None
    confidential: tuple[tuple[str, Classes], ...] = ()


@dataclass(frozen=True)
class Schema:
    """One of several schemas with the same tables. `word` is what the names of everything compiled for it end in."""

    word: str
    name: str

    @property
    def ending(self) -> str:
        return f"_{self.word}"


@dataclass(frozen=True)
class Entity:
    """Company, person, project …; `fields` holds its parents' fields too, as ``parent.field``,
    and `tree.joins` the joins that they need. `parents` has the key of each parent, at row level. `asked` are the
    answers of parents that its criteria look at. `schema`: where one definition covers several. `deferred`: in shards,
    whether rows are stored, and writers leave marks; elsewhere its sources say it."""

    name: str
    tree: Tree
    fields: tuple[Field, ...]
    location: Location
    parents: tuple[tuple[str, Expr], ...] = ()
    texts: TextValues = TextValues()
    schema: Schema | None = None
    asked: tuple[Field, ...] = ()
    deferred: bool = False

    @property
    def is_computed(self) -> bool:
        """In shards, and nothing of it is stored."""
        return self.tree.table.in_shards and not self.deferred

    @property
    def has_marks(self) -> bool:
        """In shards, and stored there."""
        return self.tree.table.in_shards and self.deferred

    @property
    def stored_fields(self) -> tuple[Field, ...]:
        """What a wide row may hold of the record's own."""
        return (*self.fields, *self.asked)


@dataclass(frozen=True)
class Link:
    """How a row of a source finds its record: `id` is a row-level expression of the entity's key type over the
    source's tree extended by `joins`; it is NULL where the row belongs to no record (the `when` of a
    polymorphic link is already inside, as ``case when … then … end``).

    An event counts once per record: where a join is `many`, (source key, id) pairs are distinct.

    `fields` are those of the record that a filter of its events names, as ``company.owner``, read from the record's own
    row, which is joined under the alias `record`.
    """

    entity: str
    id: Expr
    joins: tuple[Join, ...] = ()
    location: Location | None = None
    record: str = ""
    fields: tuple[Field, ...] = ()

    @property
    def many(self) -> bool:
        return any(join.many for join in self.joins)


@dataclass(frozen=True)
class Source:
    """Activity, sale, document, request … `fields` holds ``date`` (type date) and ``amount`` where mapped.

    `deferred`: a changed row leaves dirty marks only, and the worker does the rest. `confidential`: all that is read of
    its events.
    """

    name: str
    tree: Tree
    fields: tuple[Field, ...]
    links: tuple[Link, ...]
    location: Location
    deferred: bool = False
    confidential: Classes = ()

    def link(self, entity: str) -> Link:
        return next(link for link in self.links if link.entity == entity)


@dataclass(frozen=True)
class Aggregate:
    """One aggregate over the events of one record. `argument` and `filter` are event level.

    `exists(s)` has become ``count(s) > 0`` before. `type` is the type of the value as PostgreSQL's own
    aggregate gives it; sums and averages of real and double precision are taken over ir.exact. `most`: as for a field.
    """

    column: str
    source: str
    function: Function
    argument: Expr | None
    filter: Expr | None
    type: str
    most: int | None = None


@dataclass(frozen=True)
class Counter:
    """A column of ``saint.E_counter``. `standard` is (source or source_set, role) for the SAINT set, role being
    count, open, count_periodN, open_periodN, last, last_completed, last_open, next, amount, amount_periodN.
    `text` is the value in the criteria language."""

    name: str
    entity: str
    expr: Expr
    type: str
    location: Location
    standard: tuple[str, str] | None = None
    text: str = ""


@dataclass(frozen=True)
class Criterion:
    """One of the conditions that must all hold: `text` as the user wrote it, `expr` record level. `parts`: what it
    looks at, in the user's words and at record level."""

    text: str
    expr: Expr
    location: Location
    parts: tuple[tuple[str, Expr], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Image:
    """`key` is the SHA-256 of the content: two statuses with the same image share it."""

    key: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class FollowUp:
    """The proposal of a status. `texts` by language; `user` is the field of the record that says for whom."""

    source: str
    type: str
    texts: dict[str, str]
    in_days: int
    user: str | None


@dataclass(frozen=True)
class Status:
    """A status holds where every criterion is true (NULL is not). `titles` and `descriptions` by language.

    `enabled` is false for a deleted one as well. `groups`: whom it concerns; everybody where there are none.
    """

    name: str
    entity: str
    criteria: tuple[Criterion, ...]
    titles: dict[str, str]
    descriptions: dict[str, str]
    rank: int
    visual: bool
    location: Location
    image: Image | None = None
    follow_up: FollowUp | None = None
    enabled: bool = True
    deleted: bool = False
    notify: bool = False
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class SelectionColumn:
    """What a selection shows beside the id. `expr` is record level."""

    name: str
    expr: Expr
    type: str
    location: Location


@dataclass(frozen=True)
class Selection:
    """The records that meet every criterion, with the columns asked for; of a static one those that were added by hand,
    and `criteria` is empty. A materialized one is refreshed when it is older than `max_age`. `readers`: the roles that
    see it; none: all readers. `stored`: whether rows keep what only its columns show."""

    name: str
    entity: str
    criteria: tuple[Criterion, ...]
    columns: tuple[SelectionColumn, ...]
    titles: dict[str, str]
    location: Location
    kind: Literal["dynamic", "materialized", "static"] = "dynamic"
    max_age: timedelta | None = None
    readers: tuple[str, ...] = ()
    stored: bool = True


@dataclass(frozen=True)
class Types:
    """A list of the CRM's: the row whose `name` is a follow-up's type, and its `key`, which a row stores."""

    table: Table
    name: str
    key: str


@dataclass(frozen=True)
class Written:
    """A column of a new row. `what` is an entity (its key), ``type``, ``title``, ``date``, ``user``, or ``constant``:
    then `expr`."""

    column: Column
    what: str
    expr: Expr | None = None


@dataclass(frozen=True)
class Writing:
    """How a follow-up of `entity` becomes a row of `source`. `zone` is the one of a timestamp without time zone."""

    entity: str
    source: str
    table: Table
    key: Expr
    columns: tuple[Written, ...]
    types: Types | None
    zone: str | None
