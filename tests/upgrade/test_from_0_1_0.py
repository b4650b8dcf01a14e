"""A database of 0.1.0 in this version, where a role that is not a superuser has applied: nothing of the CRM fails and
every read is exact before an apply, and after it nothing old is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from os import getpid
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.pq import TransactionStatus

from pg_saint.apply import Online, apply_plan
from pg_saint.cli import saint
from pg_saint.cluster.provider import Provider
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.oracle.comparison import Truth
from tests.support import fresh_database, value
from tests.upgrade.released import FOLDER, Dumps
from tests.upgrade.test_released import NAIVE, SAYS

pytestmark = pytest.mark.long

HERE = FOLDER / "v0_1_0"
FILES = {"applied": HERE / "crm.yaml", "online": HERE / "changed.yaml"}
WRITES = (HERE / "writes.sql").read_text().split(";\n")
# Who has applied; who works with the CRM and has nothing of ours; who reads.
OWNER, WRITER, READER = (f"saint_upgrade_{getpid()}_{word}" for word in ("owner", "writer", "reader"))
ROLES = {OWNER: "login in role saint_admin", WRITER: "login", READER: "login in role saint_reader, saint_revenue"}
VIEWS = """
    select c.relname from pg_class c
    where c.relnamespace = 'saint'::regnamespace and c.relkind in ('v', 'm') and has_table_privilege(c.oid, 'select')
    order by 1
"""
# What is planned is not counted any more, and has not happened.
MOMENTS = """
    (select entity, id, kind, source, source_key, occurred_at, "user", title, counted, bookmark
     from {} where occurred_at < '2026-06-11Z')
"""
CALLS = (
    "saint.today()",
    "saint.explain('neglected', '3')",
    "saint.explain('quiet_contact', '4')",
    "saint.describe('neglected', '3')",
    "saint.describe_all('neglected', 'nl', true)",
    # without what 0.2.0 tells beside
    "(select d #- '{follow_up,planned}' from saint.status_dialog('company', '3') d)",
    "(select id, dialog #- '{follow_up,planned}'"
    " from saint.status_dialogs('project', array['00000000-0000-0000-0000-000000000001'], 'nl'))",
    "saint.watermark('company', '3')",
    MOMENTS.format("saint.chronology('company', '3')"),
    MOMENTS.format("saint.happened('company', '1', '2026-01-01')"),
    "saint.attention_between('company', '2026-01-01', '2026-06-01')",
    "saint.attention_relations('customers', 1)",
    "saint.attention_sales_relations('customers', 1)",
    "saint.selection_matches('to_call')",
)
# What a screen writes by our functions. The texts of a follow-up are those of the status.
BY_FUNCTION = (
    "saint.selection_create('asked', 'company')",
    "saint.selection_add('asked', '1')",
    "saint.selection_add_from('asked', 'to_call')",
    "saint.selection_remove('asked', '1')",
    "saint.recalculate('customers')",
)
# What an apply makes: kind, name, properties, and who may do what with it.
OBJECTS = """
    select 'relation', c.oid::regclass::text, c.relkind::text,
        (select array_agg(a order by a) from unnest(coalesce(c.relacl, acldefault('r', c.relowner))::text[]) a)
    from pg_class c
    where c.relnamespace in ('saint'::regnamespace, to_regnamespace('saint_data')) and c.relkind in ('r', 'v', 'm', 'i')
    union all
    select 'function', p.oid::regprocedure::text, pg_get_function_result(p.oid),
        (select array_agg(a order by a) from unnest(coalesce(p.proacl, acldefault('f', p.proowner))::text[]) a)
    from pg_proc p where p.pronamespace = to_regnamespace('saint_data')
    union all
    select 'goes with the extension', d.objid::regprocedure::text, null, null
    from pg_depend d where d.classid = 'pg_proc'::regclass and d.deptype = 'x'
    union all
    select 'trigger', t.tgname, t.tgrelid::regclass::text || ' ' || pg_get_triggerdef(t.oid), null
    from pg_trigger t join pg_proc p on p.oid = t.tgfoid where p.pronamespace = to_regnamespace('saint_data')
    union all
    select 'column', a.attname, a.attrelid::regclass::text || ' ' || format_type(a.atttypid, a.atttypmod), null
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = to_regnamespace('saint_data') and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    union all
    select 'compiled', name, kind, null from saint.compiled
"""
# What the clock says has fractions of a second, and nothing in the CRM.
CLOCK = re.compile(rb"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.\d+\+00")
Answers = dict[str, list[tuple[bytes, ...]]]


class Site:
    """One database of 0.1.0 in this version; `dump`: which, `said`: what a reader was told in 0.1.0."""

    def __init__(self, cluster: Provider, name: str, dump: str, said: Answers | None = None) -> None:
        self.dump = dump
        self.name = name
        self.said = said or {}
        self._dsn = cluster.dsn(name)
        self._stack = ExitStack()
        self._kept: dict[str, psycopg.Connection[Any]] = {}

    def close(self) -> None:
        self._stack.close()
        self._kept.clear()

    def dsn_of(self, role: str) -> str:
        return make_conninfo(self._dsn, user=role)

    def connect(self, role: str, **arguments: Any) -> psycopg.Connection[Any]:
        """A session of its own, in autocommit."""
        dsn = self.dsn_of(role) if role else self._dsn
        return self._stack.enter_context(psycopg.connect(dsn, autocommit=True, **arguments))

    def as_role(self, role: str = "") -> psycopg.Connection[Any]:
        """The role's session, always the same; without one, a superuser's."""
        if role not in self._kept:
            self._kept[role] = self.connect(role)
        return self._kept[role]

    def answers(self) -> Answers:
        """What each view of schema saint shows to a reader, and each call returns."""
        found = {}
        reader = self.as_role(READER)
        with reader.transaction():
            reader.execute("set transaction read only")
            views = [sql.Identifier("saint", name) for (name,) in reader.execute(VIEWS).fetchall()]
            for what in (*views, *map(sql.SQL, CALLS)):
                said = reader.execute(sql.SQL("select * from {} t").format(what)).pgresult
                assert said
                columns = range(said.nfields)
                rows = (tuple(said.get_value(row, column) or b"" for column in columns) for row in range(said.ntuples))
                found[what.as_string()] = sorted(tuple(CLOCK.sub(b"now", cell) for cell in row) for row in rows)
        return found

    def write(self, statements: list[str] = WRITES) -> None:
        for statement in statements:
            self.as_role(WRITER).execute(statement.encode())

    def exact(self, day: str = "2026-06-10") -> None:
        """What a reader is told equals naive SQL over the CRM's tables."""
        for path in NAIVE:
            query = path.read_text().replace("2026-06-10", day)
            truth = self.as_role().execute(query.encode(), SAYS[self.dump])
            assert truth.description
            columns = ", ".join(f'"{column.name}"' for column in truth.description)
            view = self.as_role(READER).execute(f"select {columns} from saint.{path.stem} order by 1, 2".encode())
            assert view.fetchall() == truth.fetchall(), path.stem

    def ticked(self) -> None:
        """Exact after a tick too, and nothing that is stored is wrong."""
        owner = self.as_role(OWNER)
        owner.execute("select * from saint.tick()")
        assert value(owner, "select count(*) from saint_data.company_stale") == 0
        assert owner.execute("select * from saint.check()").fetchall() == []
        self.exact()

    def run(self, *words: str, role: str = OWNER) -> Result:
        return CliRunner().invoke(saint, [*words, "--dsn", self.dsn_of(role)])

    def objects(self) -> list[tuple[Any, ...]]:
        with self.as_role().transaction():
            self.as_role().execute("set local search_path = pg_catalog")
            return sorted(self.as_role().execute(OBJECTS).fetchall(), key=str)


@pytest.fixture(scope="module")
def owner(cluster: Provider, template: str) -> Iterator[str]:
    """OWNER, when all of ROLES are there: members of those that came with the extension in `template`."""
    with psycopg.connect(cluster.dsn(template)) as connection:
        for name, options in ROLES.items():
            connection.execute(sql.SQL("create role {} {}").format(sql.Identifier(name), sql.SQL(options)))
    yield OWNER
    with psycopg.connect(cluster.dsn(template)) as connection:
        for name in ROLES:
            connection.execute(sql.SQL("drop role {}").format(sql.Identifier(name)))


def handed_over(site: Site, owner: str) -> Site:
    """What was restored or made is the owner's now."""
    site.as_role().execute(((HERE / "handed_over.sql").read_text() % {"owner": owner}).encode())
    return granted(site)


def granted(site: Site) -> Site:
    """With what OWNER needs to apply, WRITER to write, and READER to see what 0.1.0 says of a partitioned table."""
    names = {"database": site.name, "owner": OWNER, "writer": WRITER, "reader": READER}
    for statement in (
        "grant create, temporary on database {database} to {owner}",
        "grant usage on schema crm to {writer}, {reader}",
        "grant all on all tables in schema crm to {writer}",
    ):
        site.as_role().execute(sql.SQL(statement).format(**{key: sql.Identifier(name) for key, name in names.items()}))
    return site


@pytest.fixture(scope="module", params=sorted(FILES))
def arrived(request: pytest.FixtureRequest, cluster: Provider, dumps: Dumps, owner: str) -> Iterator[Site]:
    with dumps.released("0.1.0", request.param) as name:
        site = Site(cluster, name, request.param)
        site.said = handed_over(site, owner).answers()
        site.as_role().execute("alter extension pg_saint update")
        site.close()
        yield site


@pytest.fixture
def site(cluster: Provider, arrived: Site) -> Iterator[Site]:
    """Updated, and nothing applied since."""
    with fresh_database(cluster, arrived.name) as name:
        made = granted(Site(cluster, name, arrived.dump, arrived.said))
        yield made
        made.close()


def same(before: Answers, now: Answers) -> None:
    """A view may have got more columns."""
    for what, rows in before.items():
        width = len(rows[0]) if rows else 0
        assert [row[:width] for row in now[what]] == rows, what


def test_every_read_is_as_it_was(site: Site) -> None:
    """Also for a reader who has no right in the CRM's schema."""
    site.as_role().execute(sql.SQL("revoke usage on schema crm from {}").format(sql.Identifier(READER)))
    same(site.said, site.answers())


def test_the_crm_goes_on(site: Site, tmp_path: Path) -> None:
    site.write()
    site.exact()
    for call in BY_FUNCTION:
        site.as_role(OWNER).execute(f"select {call}".encode())
    site.ticked()
    site.as_role(OWNER).execute("select saint.set_today('2026-06-25')")
    site.exact("2026-06-25")
    report = str(tmp_path / "report.html")
    for words in (
        ("status",), ("check",), ("tick",), ("explain", "neglected", "3"), ("report", "-o", report),
        *(("export", name, "-o", str(tmp_path / f"{name}.csv")) for name in ("to_call", "neglected", "customers")),
    ):  # fmt: skip
        done = site.run(*words)
        assert done.exit_code == 0, (words, done.output)
    assert site.run("detach").exit_code == 0
    site.write(["update crm.activity set direction = 'outgoing'", "update crm.visit set visited_on = visited_on + 30"])
    site.exact("2026-06-25")


def test_a_follow_up_is_written(site: Site) -> None:
    site.as_role().execute(sql.SQL("grant select, insert on crm.activity to {}").format(sql.Identifier(READER)))
    site.as_role().execute(sql.SQL("grant select on crm.kind to {}").format(sql.Identifier(READER)))
    key = value(site.as_role(READER), "select saint.create_follow_up('neglected', '3')")
    written = "select subject, company_id, direction from crm.activity where activity_id = %s::bigint"
    assert site.as_role().execute(written, (key,)).fetchone() == ("Call Company 3", 3, "outgoing")
    site.exact()


def test_a_drop_takes_all_of_it(site: Site) -> None:
    # Not read: what goes is told by kind and name.
    site.as_role().execute("update saint.compiled set drop_sql = 'drop table crm.company cascade'")
    done = site.run("drop", "--yes")
    assert done.exit_code == 0, done.output
    assert value(site.as_role(), "select to_regnamespace('saint_data') is null")
    assert value(site.as_role(), "select count(*) from saint.compiled") == 0
    site.write()


@pytest.fixture(scope="module")
def fresh(cluster: Provider, template: str, owner: str) -> Iterator[list[tuple[Any, ...]]]:
    """The objects that an apply of crm.yaml makes where nothing was before."""
    with fresh_database(cluster, template) as name:
        site = Site(cluster, name, "applied")
        site.as_role().execute((HERE / "crm.sql").read_bytes())
        site.as_role().execute("create schema saint_data")
        handed_over(site, owner)
        apply_plan(site.as_role(OWNER), make_plan(site.as_role(OWNER), load([FILES["applied"]])))
        made = site.objects()
        site.close()
        yield made


def writes(key: int) -> list[str]:
    """Rows that come, change and go, of their own."""
    return [
        f"insert into crm.company (company_id, name, category) values ({key}, 'New', 'Lead')",
        f"insert into crm.person values ({key}, {key}, 'New', null)",
        "insert into crm.activity (activity_id, company_id, person_id, kind_id, starts_at) values"
        f" ({key}, {1 + key % 9}, {key}, 1, '2026-06-09 10:00+02'), ({key + 1000}, {key}, 1, 1, '2026-06-08 10:00+02')",
        f"insert into crm.visit values ({key}, {1 + key % 9}, '2026-06-02')",
        f"update crm.company set category = 'Customer' where company_id = {key}",
        f"update crm.person set company_id = {1 + key % 9} where person_id = {key}",
        f"update crm.visit set visited_on = '2026-03-02' where visit_id = {key}",
        f"delete from crm.activity where activity_id = {key}",
        f"insert into crm.task_2026 values ({key}, '00000000-0000-0000-0000-000000000001', '2026-06-06')",
        f"insert into crm.invoice values ({key}, {1 + key % 9}, '2026-06-09', 99.90, null)",
    ]


def finished(site: Site) -> None:
    """What is stored is right, then and after writes, and nobody needs a right to the CRM's tables to read."""
    assert site.as_role(OWNER).execute("select * from saint.check()").fetchall() == []
    site.as_role().execute(sql.SQL("revoke usage on schema crm from {}").format(sql.Identifier(READER)))
    site.write(writes(99))
    site.exact()
    site.ticked()


@pytest.mark.parametrize("arrived", ["applied"], indirect=True)
def test_an_apply(site: Site, fresh: list[tuple[Any, ...]]) -> None:
    site.write()
    # An apply brings what is remembered up to date.
    for monitor in ("customers", "sales_people", "called"):
        site.as_role(OWNER).execute("select saint.recalculate(%s)", (monitor,))
    site.as_role(OWNER).execute("refresh materialized view saint.selection_buyers")
    before = site.answers()
    done = site.run("doctor")
    assert (done.exit_code, "saint apply FILE" in done.output) == (1, True), done.output
    done = site.run("apply", str(FILES[site.dump]), "--yes")
    assert done.exit_code == 0, done.output
    # They say when: a calculation was, a definition or a refresh; what is stored already; and that what is planned is
    # not counted any more, nor a change of a sale where the days since one was added are.
    sales = [f"attention_{monitor}_sales" for monitor in ("customers", "sales_people", "called")]
    changed = (*sales, "attention", "statusdef", "selectiondef", "status_history", "contact_moment")
    when = {f'"saint"."{view}"' for view in changed}
    same({what: rows for what, rows in before.items() if what not in when}, site.answers())
    plan = make_plan(site.as_role(OWNER), load([FILES[site.dump]]))
    assert plan.is_empty
    with site.as_role(OWNER).transaction():
        site.as_role(OWNER).execute("set transaction isolation level repeatable read")
        Truth(plan.definition).compare(site.as_role(OWNER))
    finished(site)
    assert site.objects() == fresh


def test_an_online_apply_beside_two_writers(site: Site, fresh: list[tuple[Any, ...]]) -> None:
    """One commits each statement, the other when the apply waits for it. What 0.1.0 has begun online goes on."""
    site.write()
    first, second = (site.connect(WRITER, options="-c statement_timeout=10s") for _ in range(2))
    apply = Online(site.as_role(OWNER), load([FILES[site.dump]]), batch=12)
    said = ""
    for number, step in enumerate(apply.steps()):
        if step.busy:
            second.commit()
            continue
        if step.text != said:
            site.exact()
        said = step.text
        for statement in writes(100 + number):
            first.execute(statement.encode())
        if second.info.transaction_status == TransactionStatus.IDLE:
            second.execute("begin")
        for statement in writes(500 + number):
            second.execute(statement.encode())
    second.commit()
    site.exact()
    finished(site)
    if site.dump == "applied":
        assert site.objects() == fresh
