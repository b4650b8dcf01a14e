"""One database per variant, each a copy of the same CRM, so that variants run in turn without switching anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import LiteralString

import psycopg
from psycopg import sql

from bench.effort import Effort
from bench.files import definitions, statement
from pg_saint.apply import apply_plan
from pg_saint.cli.worker import drain
from pg_saint.demo.load import load as load_demo
from pg_saint.demo.story import DEFINITIONS as DEMO
from pg_saint.plan import make_plan
from pg_saint.validate import load

CRM = ("crm", "company", "person", "project", "activity")
PEOPLE = ("company", "person", "project")
SEED = 0.42
DEMO_COMPANIES = 3_000  # at scale 1

# What each variant adds to the bare CRM: SQL files of bench/peers, and definition files.
PEERS: dict[str, tuple[str, ...]] = {
    "bare": ("clock", "company_now"),
    "one_counter": ("clock", "one_counter", "count_one"),
    "twenty_counters": ("clock", "company_now", "twenty_counters", "count_twenty"),
    "pg_ivm": ("clock", "pg_ivm"),
    "standard_bare": ("clock", "standard_now", "standard_view"),
    "standard_one_counter": ("clock", "one_counter", "count_one"),
    "standard_same_counters": ("clock", "standard_now", "standard_counters", "count_standard"),
}
DEFINITIONS: dict[str, tuple[str, ...]] = {
    "saint": ("company", "activity"),
    "saint_three": ("company", "activity_three"),
    "saint_online": ("company", "activity"),
    "saint_inside": ("company", "activity"),
    "saint_deferred": ("company", "activity_deferred"),
    "saint_attention": ("attention",),
    "filter_plain": ("filter_plain", "activity"),
    "filter_own": ("filter_own", "activity"),
    "standard": ("standard",),
    "standard_ten_years": ("standard",),
}
# The indexes by which a company's activities are found.
LINK, LINK_AND_DATE = "index on (company_id)", "index on (company_id, starts_at)"
INDEXES = f"{LINK.capitalize()} is what a CRM has anyway; {LINK_AND_DATE} is what docs/operating.md proposes."
Say = Callable[[str], None]


class Databases:
    """Makes each variant's database when it is first asked for. `dsn` names a database of the server."""

    def __init__(self, dsn: Callable[[str], str], effort: Effort, say: Say, prefix: str = "bench") -> None:
        self._dsn, self.effort, self._say, self._prefix = dsn, effort, say, prefix
        self._made: set[str] = set()

    def dsn(self, variant: str) -> str:
        """A connection string for the variant's database."""
        if variant not in self._made:
            years = (10 if "ten_years" in variant else 1) if variant.startswith("standard") else None
            self._copy(variant, years)
            self._equip(variant)
        return self._of(variant)

    @property
    def has_pg_ivm(self) -> bool:
        """Whether the server has it; Debian packages none."""
        with psycopg.connect(self._dsn("postgres")) as connection:
            return bool(connection.execute("select from pg_available_extensions where name = 'pg_ivm'").rowcount)

    @contextmanager
    def connect(self, variant: str) -> Iterator[psycopg.Connection]:
        """A connection to the variant's database, each statement in a transaction of its own."""
        with psycopg.connect(self.dsn(variant), autocommit=True) as connection:
            yield connection

    def sized(self, companies: int, activities: int) -> str:
        """The name of a variant with pg_saint on a CRM of that size."""
        variant = f"saint_{companies}_{activities}"
        if variant not in self._made:
            self._create(variant)
            self._fill(variant, companies, activities)
            self.apply(variant, "saint")
        return variant

    def demo(self) -> str:
        """A connection string for the demo's CRM, with its definition in force."""
        if "demo" not in self._made:
            self._create("demo")
            self._say("demo: apply")
            with psycopg.connect(self._of("demo")) as connection:
                connection.execute("create extension pg_saint cascade")
                connection.execute("select saint.set_today(%s)", [self.effort.today])
                connection.commit()
                load_demo(connection, self.effort.today, min(1, self.effort.companies / DEMO_COMPANIES))
                apply_plan(connection, make_plan(connection, load([DEMO])))
            self._settle("demo")
        return self._of("demo")

    def apply(self, variant: str, definition: str) -> None:
        """Applies the definition to the variant's database, as saint apply does."""
        self._say(f"{variant}: apply")
        with psycopg.connect(self._of(variant)) as connection:
            connection.execute("create extension if not exists pg_saint cascade")
            if self.effort.pinned:
                connection.execute("select saint.set_today(%s)", [self.effort.today])
            connection.commit()
            apply_plan(connection, make_plan(connection, load(definitions(*DEFINITIONS[definition]))))
        self._settle(variant)

    def drop(self) -> None:
        """Drops every database that was made."""
        for variant in sorted(self._made):
            self._administer("drop database {} with (force)", variant)
        self._made.clear()

    def _of(self, variant: str) -> str:
        return self._dsn(self._name(variant))

    def _name(self, variant: str) -> str:
        return f"{self._prefix}_{variant}"

    def _copy(self, variant: str, years: int | None) -> None:
        """`years`: with so many of SAINT's standard set."""
        template = "crm" if years is None else f"crm_{years}_years"
        if template not in self._made:
            self._create(template)
            if years is None:
                self._fill(template, self.effort.companies, self.effort.activities)
            else:
                self._fill_standard(template, years)
        self._say(f"{variant}: copy of the CRM")
        # By file: page by page through the log it would take minutes, and write gigabytes.
        self._administer("create database {} template {} strategy file_copy", variant, template)
        self._made.add(variant)

    def _create(self, variant: str) -> None:
        self._administer("create database {}", variant)
        self._made.add(variant)

    def _fill(self, variant: str, companies: int, activities: int) -> None:
        self._say(f"{variant}: {companies:,} companies, {activities:,} activities")
        size = {"companies": companies, "activities": activities}
        self._fill_by(variant, CRM, (*PEOPLE, "activity"), "activity_indexes", size)

    def _fill_standard(self, variant: str, years: int) -> None:
        companies = self.effort.standard_companies
        self._say(f"{variant}: {companies:,} companies, {years} years of 25 events for each")
        size = {"companies": companies, "years": years}
        self._fill_by(variant, (*CRM, "standard"), (*PEOPLE, "standard"), "standard_indexes", size)

    def _fill_by(
        self, variant: str, schema: Sequence[str], data: Sequence[str], indexes: str, size: dict[str, int]
    ) -> None:
        # What is bound by the client may be several statements.
        with psycopg.connect(self._of(variant), cursor_factory=psycopg.ClientCursor) as connection:
            for name in schema:
                connection.execute(statement("schema", name))
            connection.execute("select setseed(%s)", [SEED])
            for name in data:
                connection.execute(statement("data", name), {**size, "today": self.effort.today})
            connection.execute(statement("schema", indexes))
        self._settle(variant)

    def _equip(self, variant: str) -> None:
        if variant in DEFINITIONS:
            self.apply(variant, variant)
            return
        self._say(f"{variant}: the peer's objects")
        with psycopg.connect(self._of(variant)) as connection:
            for name in PEERS[variant]:
                connection.execute(statement("peers", name))
                if name == "clock":
                    connection.execute("insert into peers.clock (today) values (%s)", [self.effort.today])
        self._settle(variant)

    def _settle(self, variant: str) -> None:
        """What autovacuum would do in the first minutes must not fall into a measurement."""
        with psycopg.connect(self._of(variant), autocommit=True) as connection:
            connection.execute("vacuum (analyze)")
            connection.execute("checkpoint")

    def _administer(self, command: LiteralString, *variants: str) -> None:
        names = [sql.Identifier(self._name(variant)) for variant in variants]
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(*names))


def tick(connection: psycopg.Connection) -> int:
    """What saint tick does; how many records it recomputed."""
    return sum(drain(connection, batch=1000).values())


@contextmanager
def dated_index(connection: psycopg.Connection) -> Iterator[None]:
    """With an index on the link and the date, which an administrator can add; without it again afterwards."""
    connection.execute(statement("schema", "activity_dated_index"))
    yield
    connection.execute("drop index crm.activity_company_dated")
