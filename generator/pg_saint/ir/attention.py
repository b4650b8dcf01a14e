"""What attention monitors need: contact moments, revenue, users, and the monitors themselves.

Levels of expressions as in `ir.nodes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlglot import exp

from pg_saint.ir.nodes import Location, Tree

Kind = Literal["history", "correspondence", "sales", "helpdesk"]
KINDS: tuple[Kind, ...] = ("history", "correspondence", "sales", "helpdesk")
# Of the bands 0 to 5, in order, of both views; by the names that plpython/ gives them.
BAND_COLORS = {
    "red": "#E53935",
    "dark grey": "#757575",
    "light grey": "#BDBDBD",
    "blue": "#1E88E5",
    "green": "#43A047",
    "yellow": "#FDD835",
}
Bought = Literal["orders", "invoices"]


@dataclass(frozen=True)
class StateChanges:
    """Each change of `state`, from one value to another, is a moment of its own, made by `user`. Row level, over the
    base table's columns alone, and nothing that could raise an error: the triggers evaluate it. `only`: which of them
    count, as (from, to), and which of the rows by the state that they came with, as (None, state); None: all."""

    state: exp.Expr
    user: exp.Expr | None
    only: tuple[tuple[str | None, str], ...] | None = None


@dataclass(frozen=True)
class Changes:
    """A write that gives any of `fields` another value is a moment of its own, made by `user`. By name; row level, over
    the base table's columns alone, and nothing that could raise an error."""

    fields: tuple[tuple[str, exp.Expr], ...]
    user: exp.Expr | None


@dataclass(frozen=True)
class Moment:
    """The rows of `source` are contact moments. `occurred_at` is row level, a timestamptz, `occurred_on` its date. Rows
    in the order of `sorted_by` are in the order of `occurred_at`, so that an index on it can be used: the same, or the
    date alone (`by_date`)."""

    source: str
    kind: str
    counted: bool
    occurred_at: exp.Expr
    occurred_on: exp.Expr
    sorted_by: exp.Expr
    by_date: bool
    user: exp.Expr | None
    title: exp.Expr | None
    state_changes: StateChanges | None = None
    changes: Changes | None = None


@dataclass(frozen=True)
class Revenue:
    """The amounts of the rows of `source` that meet `condition` (event level; None: all) are revenue."""

    source: str
    bought: Bought
    condition: exp.Expr | None


@dataclass(frozen=True)
class Users:
    """The CRM's users; `group` is a row-level text, where it is mapped."""

    tree: Tree
    group: exp.Expr | None


@dataclass(frozen=True)
class Monitor:
    """How much attention the relations of `entity` got in a period: the last `days` days, or `first` to `last`.

    Of the records that meet `of` (record level, over fields only) or are in `selection`; None: all. From the users with
    these keys (as text), or in `group`; None: all of them.
    """

    name: str
    entity: str
    location: Location
    of: exp.Expr | None
    selection: str | None
    users: tuple[str, ...] | None
    group: str | None
    days: int | None
    first: date | None
    last: date | None
    method: Literal["proportional", "quantile"]
    revenue: Literal["orders", "invoices", "both"] | None
    titles: dict[str, str]


@dataclass(frozen=True)
class Attention:
    """At most one moment for each source, at most one revenue for each source and kind."""

    moments: tuple[Moment, ...] = ()
    revenues: tuple[Revenue, ...] = ()
    users: Users | None = None
    monitors: tuple[Monitor, ...] = ()
