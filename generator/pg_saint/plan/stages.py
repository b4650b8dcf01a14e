"""What an apply does, as steps that can be shown and carried out: the same list serves both."""

from __future__ import annotations

from dataclasses import dataclass, field

from pg_saint.compile import NeedsBackfill, SqlObject
from pg_saint.definitions.document import File
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Table
from pg_saint.plan.installed import InstalledObject
from pg_saint.plan.stored_state import StoredState


@dataclass(frozen=True)
class Stage:
    """`text` is what `saint plan` prints."""

    text: str


@dataclass(frozen=True)
class LockTable(Stage):
    table: Table


@dataclass(frozen=True)
class Drop(Stage):
    installed: InstalledObject


@dataclass(frozen=True)
class Alter(Stage):
    """One ALTER TABLE on the table of an entity's wide rows, or of its marks."""

    entity: str
    sql: str


@dataclass(frozen=True)
class Widen(Alter):
    """A column that comes to a table of marks. Until what writes it is there, it is in nobody's way."""


@dataclass(frozen=True)
class Create(Stage):
    object: SqlObject


@dataclass(frozen=True)
class Open(Stage):
    """Who may read what stays as it is: a materialized view, which cannot be replaced in place."""

    object: SqlObject


@dataclass(frozen=True)
class Backfill(Stage):
    entity: str
    rows: int


@dataclass(frozen=True)
class MarkStale(Stage):
    """Every record of the entity is computed live until a tick has stored it: writes may have gone unseen."""

    entity: str


@dataclass(frozen=True)
class Refresh(Stage):
    """A materialized selection, once the records are computed."""

    selection: str


@dataclass(frozen=True)
class Calculate(Stage):
    monitor: str


@dataclass(frozen=True)
class Describe(Stage):
    """The statuses' names, ranks and texts, and the time zone, as the catalog tables hold them."""


@dataclass(frozen=True)
class Plan:
    """`basis` are the fingerprints that the plan was made against: apply refuses where they have changed since.
    `schemas`: where the definition covers several, what is done in each. `owner`: the role that what is made is handed
    to; None: it stays with who applies. `in_the_way`: views of others by which an apply would be refused, each with the
    view of ours that it stands on. `shards`: what is so where Citus distributes tables. `needs_backfill`: what the
    views of `objects` compute since older rows do not hold it; empty, as for an apply that is not online: they read
    rows that hold all."""

    definition: Definition
    objects: tuple[SqlObject, ...]
    stages: tuple[Stage, ...]
    warnings: tuple[str, ...]
    basis: tuple[str, ...]
    files: tuple[File, ...]
    stored_states: dict[str, StoredState]
    schemas: dict[str, str] = field(default_factory=dict)
    owner: str | None = None
    in_the_way: dict[str, str] = field(default_factory=dict)
    shards: tuple[str, ...] = ()
    needs_backfill: dict[str, NeedsBackfill] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.stages
