"""The monitor's controls, chosen when calculating: users, period, relations, and what is remembered of it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import psycopg
import pytest

from pg_saint.export import export
from tests.attention.conftest import Crm
from tests.attention.history import History
from tests.attention.naive import Asked, grid
from tests.attention.test_dump import run
from tests.attention.test_random_histories import Views, assert_bands, assert_sales

# Of the grid, as tests/attention/naive.py has it
GRID = """
    select id::integer, total, days, band, history, history_days, correspondence, correspondence_days, sales,
        sales_days, helpdesk, helpdesk_days
    from saint.calculated where calculation = %s
"""
VIEWS = ("", "_bands", "_summary", "_sales", "_sales_bands", "_sales_summary", "_excluded")
COUNTED = ("\nmonitors:", "\ncounters:\n  calls: {on: company, value: count(activity)}\n\nmonitors:")
LARGE = (
    "\nmonitors:",
    "\nselections:\n  large: {on: company, when: sum(sale.amount) > 100, columns: [name]}\n"
    "  quiet: {on: company, when: count(activity) < 2, columns: [name]}\n\nmonitors:",
)
TODAY = date(2026, 6, 1)


def calculated(crm: Crm, call: str) -> str:
    [(name,)] = crm.rows(f"select saint.calculate({call})")
    return str(name)


def of_calculation(crm: Crm, name: str) -> Views:
    """With a monitor's columns, and the keys of the CRM's own type."""

    def read(word: str) -> str:
        installed = crm.execute(f"select * from saint.attention_customers{word} limit 0".encode()).description or ()
        columns = ", ".join("id::integer" if each.name == "id" else each.name for each in installed)
        return f"(select {columns} from saint.calculated{word} where calculation = '{name}') c"

    return read


def totals(crm: Crm, name: str) -> list[tuple[str, int]]:
    return crm.rows("select id, total from saint.calculated where calculation = %s order by id", name)


def fill(crm: Crm) -> None:
    """Company n had n activities: of user 1 in May, of user 2 in April. 4 is no customer, 5 had none."""
    crm.execute(
        "insert into crm.company (company_id, code, name, category, owner_id)"
        " select n, 'C' || n, 'Co ' || n, case n when 4 then 'Lead' else 'Customer' end, 1 + n % 3"
        " from generate_series(1, 5) n"
    )
    crm.execute(
        "insert into crm.activity (company_id, user_id, starts_at)"
        " select n, 1 + m % 2, case m % 2 when 0 then date '2026-05-05' else date '2026-04-05' end"
        " from generate_series(1, 4) n, generate_series(1, n) m"
    )
    crm.execute(
        "insert into crm.sale (company_id, user_id, stage, created_at, sale_date, amount)"
        " select n, 1, 'order', '2025-05-05', '2026-05-05', n * 100 from generate_series(1, 4) n"
    )


@pytest.fixture(scope="module")
def filled(shared_crm: Crm) -> Crm:
    """For tests that only calculate."""
    shared_crm.apply(LARGE)
    fill(shared_crm)
    return shared_crm


@pytest.mark.parametrize("seed", [50, 51])
def test_all_that_the_installed_monitor_gives_by_hand(crm: Crm, seed: int) -> None:
    """The same controls as customers and sales_people have, and others, each against the computation by hand."""
    history = History(crm, seed)
    history.live(100)
    today, first, last = history.today, date(2025, 12, 1), date(2026, 4, 30)
    period = f"since => '{first}', until => '{last}'"
    everybody = Asked(first, last, revenue="both")
    for call, what in {
        f"'company', {period}, revenue => 'both'": everybody,
        f"'company', {period}, users => '{{all}}', revenue => 'both'": everybody,
        f"'company', {period}, user_group => 'Sales', revenue => 'orders'": Asked(
            first, last, {"1", "2"}, revenue="orders"
        ),
        f"'company', {period}, users => '{{3}}', method => 'quantile', revenue => 'invoices'": Asked(
            first, last, {"3"}, method="quantile", revenue="invoices"
        ),
        f"'company', {period}, of => '{{\"category\": \"Customer\"}}', revenue => 'both'": Asked(
            first, last, category="Customer", revenue="both"
        ),
        f"'company', {period}, of_monitor => 'customers'": Asked(first, last, category="Customer", revenue="both"),
        f"'company', {period}, of_monitor => 'customers', users => '{{1}}', revenue => 'orders'": Asked(
            first, last, {"1"}, category="Customer", revenue="orders"
        ),
    }.items():
        name = calculated(crm, call)
        by_hand = grid(crm, history.changes, what, today)
        assert {row[0]: row[1:] for row in crm.execute(GRID.encode(), (name,))} == by_hand, call
        views = of_calculation(crm, name)
        assert_bands(crm, views, by_hand)
        assert_sales(crm, views, what, by_hand, today)


def test_users_period_and_relations(filled: Crm) -> None:
    in_may = "'company', since => '2026-05-01', until => '2026-05-31'"
    for call, expected in {
        in_may: {1: 0, 2: 1, 3: 1, 4: 2, 5: 0},
        f"{in_may}, users => '{{2}}'": {1: 0, 2: 0, 3: 0, 4: 0, 5: 0},
        "'company', '{2}', 60": {1: 1, 2: 1, 3: 2, 4: 2, 5: 0},
        # 5 May is the first of 28 days, and not of 27
        "'company', period => 28": {1: 0, 2: 1, 3: 1, 4: 2, 5: 0},
        "'company', period => 27": {1: 0, 2: 0, 3: 0, 4: 0, 5: 0},
        "'company', since => '2026-05-05'": {1: 0, 2: 1, 3: 1, 4: 2, 5: 0},
        "'company', period => 365, selection => 'quiet'": {1: 1, 5: 0},
        "'company', period => 365, selection => 'large', revenue => 'orders'": {2: 2, 3: 3, 4: 4},
        """'company', period => 365, of => '{"category": "Lead"}'""": {4: 4},
        """'company', period => 365, of => '{"category": ["Lead", "Customer"], "user": 1}'""": {3: 3},
        """'company', period => 365, of => '{"color": null}', selection => 'quiet'""": {1: 1, 5: 0},
        "'company', period => 365, of_ids => '{4,5,99}'": {4: 4, 5: 0},
        "'company', period => 365, of_ids => '{}'": {},
        # what is not said is as the monitor has it
        "'company', of_monitor => 'customers'": {1: 1, 2: 2, 3: 3, 5: 0},
        "'company', users => '{1}', of_monitor => 'two_users', period => 365": {1: 0, 2: 1, 3: 1, 4: 2, 5: 0},
        "'company', users => '{all}', of_monitor => 'two_users', period => 365": {1: 1, 2: 2, 3: 3, 4: 4, 5: 0},
        "'company', selection => 'quiet', of_monitor => 'customers'": {1: 1, 5: 0},
    }.items():
        with filled.connection.transaction(force_rollback=True):
            assert dict(totals(filled, calculated(filled, call))) == {str(id): n for id, n in expected.items()}, call


def test_it_is_remembered_with_its_time_and_its_controls(filled: Crm) -> None:
    with filled.connection.transaction(force_rollback=True):
        monitors = filled.rows("select * from saint.attention order by name")
        call = "'customers', users => '{1}', period => 60, selection => 'quiet', for_user => %s"
        [(at,)] = filled.rows(f"select saint.recalculate({call})", "anna")
        filled.rows("select saint.recalculate('customers', method => 'quantile')")
        [(name,)] = filled.rows("select saint.last_calculation('customers', 'anna')")
        [row] = filled.rows(
            "select calculated_at, calculated_by, relations::integer, moments::integer, of_monitor, for_user, controls"
            " from saint.calculation where monitor = %s", name,
        )  # fmt: skip
        assert row == (at, "postgres", 2, 0, "customers", "anna", {
            "users": ["1"], "since": "2026-04-03", "until": "2026-06-01", "selection": "quiet",
            "method": "proportional", "revenue": "both",
        })  # fmt: skip
        [(shared,)] = filled.rows("select saint.last_calculation('customers')")
        assert shared not in (None, name)
        assert filled.rows("select saint.last_calculation('customers', 'bert')") == [(None,)]
        # later, after more has happened, it is what it was
        filled.execute("insert into crm.activity (company_id, user_id, starts_at) values (1, 1, '2026-05-30')")
        filled.execute("select saint.set_today('2026-06-11')")
        shown = "select id, total, days, calculated_at from saint.calculated where calculation = %s order by id"
        assert filled.rows(shown, name) == [("1", 0, 392, at), ("5", 0, None, at)]
        # the monitors go on as they were
        assert filled.rows("select * from saint.attention order by name") == monitors


def test_several_at_once(crm: Crm) -> None:
    """Each in a transaction that stays open; the monitor itself is calculated meanwhile, and none waits."""
    fill(crm)
    with psycopg.connect(crm.dsn) as one, psycopg.connect(crm.dsn) as two, psycopg.connect(crm.dsn) as three:
        for each in (one, two, three):
            each.execute("set lock_timeout = '5s'")
        one.execute("select saint.recalculate('customers', users => '{1}', for_user => 'anna')")
        two.execute("select saint.recalculate('customers', users => '{2}', for_user => 'anna')")
        three.execute("select saint.recalculate('customers')")
        one.execute("select saint.recalculate('customers', users => '{1}')")
        two.execute("select saint.recalculate('customers', users => '{2}')")
        shown = (
            "select sum(total) from saint.calculated where calculation = saint.last_calculation('customers', 'anna')"
        )
        assert one.execute(shown.encode()).fetchone() == (2,)
        assert two.execute(shown.encode()).fetchone() == (4,)
        for each in (one, two, three):
            each.commit()
    assert crm.rows("select count(*) from saint.calculation where of_monitor = 'customers'") == [(4,)]


def test_what_it_takes_the_place_of_is_gone_after_an_hour(crm: Crm) -> None:
    fill(crm)
    calls = "select saint.recalculate('customers', users => '{1}', for_user => %s)"
    for user in ("anna", "anna", "bert"):
        crm.execute(calls.encode(), (user,))
    kept = "select for_user, count(*) from saint.calculation where controls is not null group by 1 order by 1"
    assert crm.rows(kept) == [("anna", 2), ("bert", 1)]
    crm.execute("update saint.calculation set calculated_at = calculated_at - interval '2 hours'")
    with psycopg.connect(crm.dsn) as other:
        # what another session is deleting is left to it
        other.execute("select from saint.calculation where for_user = 'anna' for update")
        crm.execute("set lock_timeout = '5s'")
        crm.execute(calls.encode(), ("anna",))
    assert crm.rows(kept) == [("anna", 3), ("bert", 1)]
    crm.execute(calls.encode(), ("anna",))
    assert crm.rows(kept) == [("anna", 2), ("bert", 1)]
    rows = "select count(distinct calculation) from saint.calculated_relation"
    assert crm.rows(rows) == [(3,)]


def test_who_is_in_a_band_goes_into_a_selection_or_a_file(crm: Crm, tmp_path: Path) -> None:
    crm.apply(COUNTED)
    fill(crm)
    name = calculated(crm, "'company', '{1,2}', 365, revenue => 'orders'")
    crm.execute("update crm.company set phone = '1' where company_id = 5")
    in_band = "select id, phone, total from saint.attention_relations(%s, %s)"
    assert crm.rows(in_band, name, 0) == [("5", "1", 0)]
    assert crm.rows(in_band, name, 5) == [("4", None, 4)]
    sales = "select id, revenue from saint.attention_sales_relations(%s, 3)"
    assert crm.rows(sales, name) == [("4", 400), ("3", 300), ("2", 200), ("1", 100)]
    crm.execute("select saint.selection_create('forgotten', 'company')")
    assert crm.rows("select saint.selection_add_from('forgotten', %s)", f"{name}/0") == [(1,)]
    assert crm.rows("select saint.selection_add_from('forgotten', %s)", name) == [(4,)]
    assert export(crm.connection, name, tmp_path / "all.json") == 5
    assert [row["revenue"] for row in json.loads((tmp_path / "all.json").read_text())] == [400, 300, 200, 100, None]
    assert export(crm.connection, f"{name}/0", tmp_path / "forgotten.csv") == 1
    assert (tmp_path / "forgotten.csv").read_text().splitlines()[1].startswith("5,")
    without = calculated(crm, "'company', period => 365")
    assert export(crm.connection, without, tmp_path / "without.json") == 5
    assert "revenue" not in json.loads((tmp_path / "without.json").read_text())[0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("saint.calculate('company')", "which period"),
        ("saint.calculate('company', period => 0)", "at least one day"),
        ("saint.calculate('company', period => 3, since => '2026-01-01')", "a period is a number of days back"),
        ("saint.calculate('company', since => '2026-07-01')", "ends on 2026-06-01, before it begins on 2026-07-01"),
        ("saint.recalculate('customers', until => '2026-07-01')", "needs since"),
        ("saint.recalculate('customers', users => '{8}')", "there is no user 8"),
        ("saint.recalculate('customers', user_group => 'Nobody')", "there is no group Nobody"),
        ("saint.recalculate('customers', users => '{1}', user_group => 'Sales')", "a list of keys, or a group"),
        ("saint.recalculate('customers', selection => 'none')", "there is no status, selection or monitor"),
        ("saint.recalculate('customers', selection => 'two_users')", "the result of an attention monitor"),
        ("saint.recalculate('customers', selection => 'quiet', of_ids => '{1}')", "of a selection, or a list"),
        ("saint.recalculate('customers', of => '{\"nothing\": 1}')", "company has no field nothing"),
        ("saint.recalculate('customers', method => 'other')", "other"),
        ("saint.recalculate('customers', revenue => 'all')", "there is no revenue 'all'"),
        ("saint.recalculate('nobody', period => 3)", "there is no monitor 'nobody'"),
        ("saint.calculate('nobody', period => 3)", "'nobody' has no contact moments"),
        ("saint.calculate('company', period => 3, of_monitor => 'nobody')", "there is no monitor nobody of company"),
    ],
)  # fmt: skip
def test_what_cannot_be(filled: Crm, call: str, message: str) -> None:
    with pytest.raises(psycopg.Error) as caught:
        filled.execute(f"select {call}".encode())
    assert message in str(caught.value)
    assert filled.rows("select count(*) from saint.calculation where controls is not null") == [(0,)]


def as_role(crm: Crm, role: str) -> psycopg.Connection:
    connection = psycopg.connect(crm.dsn, autocommit=True)
    connection.execute(f"set role {role}".encode())
    return connection


def test_revenue_is_for_saint_revenue(filled: Crm) -> None:
    with as_role(filled, "saint_reader") as reader:
        reader.execute("begin")
        row = reader.execute("select saint.calculate('company', period => 365, revenue => 'both')").fetchone()
        assert row is not None
        for view in VIEWS[:3]:
            shown = reader.execute(f"select c::text from saint.calculated{view} c".encode()).fetchall()
            assert shown
            assert not any("400" in text for (text,) in shown)
        reader.execute("commit")
        for query in (
            *(f"select count(*) from saint.calculated{view}" for view in VIEWS[3:]),
            "select * from saint.calculated_relation",
            "select * from saint.attention_sales_relations('company#1', 0)",
            "select nextval('saint.calculation_number')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(query.encode())
    # what a reader calculated shows revenue to those who may see it
    with as_role(filled, "saint_revenue") as revenue:
        [(total,)] = revenue.execute(
            "select sum(revenue) from saint.calculated_sales where calculation = %s", row
        ).fetchall()
        assert total == 1000
        # one without revenue has no sales view
        [without] = revenue.execute("select saint.calculate('company', period => 365)").fetchall()
        for view in VIEWS[3:]:
            query = f"select * from saint.calculated{view} where calculation = %s"
            assert revenue.execute(query.encode(), without).fetchall() == []
    filled.execute("delete from saint.calculation where controls is not null")


def test_a_confidential_selection_stays_so(filled: Crm) -> None:
    call = "select saint.calculate('company', period => 365, selection => 'large')"
    with as_role(filled, "saint_reader") as reader:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute(call.encode())
        name = calculated(filled, "'company', period => 365, selection => 'large'")
        assert filled.rows("select id from saint.calculated where calculation = %s", name) == [("2",), ("3",), ("4",)]
        for view in VIEWS[:3]:
            query = f"select * from saint.calculated{view} where calculation = %s"
            assert reader.execute(query.encode(), (name,)).fetchall() == []
        assert reader.execute("select * from saint.attention_relations(%s, 5)", (name,)).fetchall() == []
        told = "select relations, moments from saint.calculation where monitor = %s"
        assert reader.execute(told.encode(), (name,)).fetchall() == [(None, None)]
        # a function that would be run before the view's own condition
        reader.execute("create function pg_temp.leak(value text) returns boolean language plpgsql cost 0.0001 as"
                       " $$ begin raise notice '%', value; return true; end $$")  # fmt: skip
        heard: list[str] = []
        reader.add_notice_handler(lambda diagnostic: heard.append(str(diagnostic.message_primary)))
        reader.execute("select * from saint.calculated c where pg_temp.leak(c.id)")
        assert heard == []
    filled.execute("delete from saint.calculation where controls is not null")


def test_an_apply_keeps_it_and_it_goes_with_its_monitor(crm: Crm, empty_database: str, tmp_path: Path) -> None:
    """And a dump has it."""
    fill(crm)
    names = [
        calculated(crm, "'company', of_monitor => 'two_users', users => '{1}'"),
        calculated(crm, "'company', '{2}', 90"),
    ]
    crm.apply(("    period: 365\n    revenue: both", "    period: 300\n    revenue: both"))
    remembered = "select * from saint.calculated order by calculation, id"
    before = crm.rows(remembered)
    assert {row[0] for row in before} == set(names)
    run("pg_dump", "-Fc", "-f", tmp_path / "dump", "-d", crm.dsn)
    run("pg_restore", "--exit-on-error", "-d", empty_database, tmp_path / "dump")
    copy = Crm(empty_database, tmp_path)
    assert copy.rows(remembered) == before
    assert calculated(copy, "'company', '{2}', 90") == "company#3"
    copy.connection.close()
    crm.apply(("  two_users:\n    on: company\n    users: [1, 3]\n    period: 7\n", ""))
    assert {row[0] for row in crm.rows(remembered)} == {names[1]}
    assert crm.rows("select count(distinct calculation) from saint.calculated_relation") == [(1,)]
