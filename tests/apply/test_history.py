"""The history of statuses: periods, days, what is kept, and since when a status is exact."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

from tests.apply.conftest import DEFINITIONS, Crm
from tests.support import value

# In Oslo the new year of 2020 began at 23:00 UTC.
CHANGES = """
    delete from saint.status_change;
    insert into saint.status_change (id, entity, status, active, changed_at) values
        ('1', 'company', 'neglected', true, '2019-12-30 12:00+01'),
        ('1', 'company', 'neglected', false, '2019-12-31 23:30Z'),
        ('2', 'company', 'neglected', true, '2020-01-02 12:00+01'),
        ('1', 'company', 'neglected', true, '2020-01-03 08:00+01'),
        ('3', 'company', 'neglected', true, '2020-01-03 08:00+01'),
        ('3', 'company', 'neglected', false, '2020-01-03 08:00+01'),
        ('2', 'company', 'forgotten', true, '2020-01-04 12:00+01');
"""
PERIODS = """
    select id, status, (began_at at time zone 'Europe/Oslo')::date, (ended_at at time zone 'Europe/Oslo')::date
    from saint.status_period where entity = 'company' order by began_at, id
"""
DAILY = """
    select day, records, began, ended from saint.status_daily
    where entity = 'company' and status = 'neglected' order by day
"""


def day(number: int) -> date:
    return date(2020, 1, number)


@pytest.fixture
def history(crm: Crm) -> Crm:
    """A CRM whose companies have no status, and had some at the beginning of 2020; it is the fifth of January."""
    crm.execute("select saint.set_today('2020-01-05')")
    crm.execute("update crm.company set category = 'Lead'")
    crm.execute("update crm.person set company_id = null")
    crm.execute("select saint.tick()")
    crm.execute(CHANGES.encode())
    return crm


def test_periods_from_when_to_when(history: Crm) -> None:
    eve, new_year = date(2019, 12, 30), day(1)
    assert history.execute(PERIODS.encode()).fetchall() == [
        ("1", "neglected", eve, new_year),
        ("2", "neglected", day(2), None),
        ("1", "neglected", day(3), None),
        ("3", "neglected", day(3), day(3)),
        ("2", "forgotten", day(4), None),
    ]


def test_records_by_day_in_the_zone_of_the_definition(history: Crm) -> None:
    history.execute("set timezone = 'Pacific/Auckland'")
    assert history.execute(DAILY.encode()).fetchall() == [
        (date(2019, 12, 30), 1, 1, 0),
        (date(2019, 12, 31), 1, 0, 0),
        (day(1), 0, 0, 1),
        (day(2), 1, 1, 0),
        (day(3), 2, 2, 1),
        (day(4), 2, 0, 0),
        (day(5), 2, 0, 0),
    ]


def test_a_change_that_no_tick_has_stored_counts_today(history: Crm) -> None:
    history.execute("update crm.company set category = 'Customer' where company_id in (8, 9)")
    assert value(history.connection, "select count(*) from saint.company_status where status = 'neglected'") == 2
    today = "select records from saint.status_daily where status = 'neglected' and day = saint.today()"
    assert value(history.connection, today) == 4
    history.execute("select saint.tick()")
    assert value(history.connection, today) == 4


def test_what_is_old_is_pruned_once_a_day(history: Crm) -> None:
    history.execute("insert into saint.retention values ('status_history', 2)")
    with psycopg.connect(history.dsn) as other:
        # The third of January and later is kept, and what lasts into it.
        assert value(other, "select saint.prune_history()") == 2
        assert value(history.connection, "select saint.prune_history()") == 0
    assert history.execute(PERIODS.encode()).fetchall() == [
        ("2", "neglected", day(2), None),
        ("1", "neglected", day(3), None),
        ("3", "neglected", day(3), day(3)),
        ("2", "forgotten", day(4), None),
    ]
    assert history.execute(DAILY.encode()).fetchall() == [(day(3), 2, 2, 1), (day(4), 2, 0, 0), (day(5), 2, 0, 0)]
    assert value(history.connection, "select saint.prune_history()") == 0
    history.execute("select saint.set_today('2020-01-10')")
    # 3, which began and ended on the third.
    assert value(history.connection, "select saint.prune_history()") == 2


def test_a_day_pinned_in_the_future_costs_no_history(history: Crm) -> None:
    history.execute("insert into saint.retention values ('status_history', 100000)")
    history.execute("select saint.set_today('9999-01-01')")
    assert value(history.connection, "select saint.prune_history()") == 0


def test_the_definition_says_how_long(crm: Crm) -> None:
    kept = "select array_agg(days) from saint.retention where what = 'status_history'"
    assert value(crm.connection, kept) is None
    plan = crm.apply(("languages: [en]", "languages: [en]\nhistory: {keep: 400}"))
    assert [stage.text for stage in plan.stages] == ["update names, ranks, texts and what is kept"]
    assert value(crm.connection, kept) == [400]
    crm.execute("select saint.tick()")
    assert value(crm.connection, "select pruned_on from saint.retention") is not None
    assert crm.plan(("languages: [en]", "languages: [en]\nhistory: {keep: 400}")).stages == ()
    crm.apply()
    assert value(crm.connection, kept) is None


def test_the_periods_of_an_entity_that_goes_end(crm: Crm) -> None:
    going = "select count(*) from saint.status_period where entity = 'person' and ended_at is null"
    crm.execute("select saint.set_today(saint.today() + 100)")
    crm.execute("select saint.tick()")
    assert value(crm.connection, going) > 0
    contact = DEFINITIONS[DEFINITIONS.index("  quiet_contact:\n") : DEFINITIONS.index("selections:\n")]
    person = DEFINITIONS[DEFINITIONS.index("  person:\n") : DEFINITIONS.index("sources:\n")]
    crm.apply((person, ""), ("      person: person_id\n", ""), (contact, ""))
    assert value(crm.connection, going) == 0


def since(crm: Crm) -> dict[str, object]:
    return dict(crm.execute("select status, exact_since from saint.statusdef").fetchall())


def test_a_status_is_exact_since_it_means_what_it_means(crm: Crm) -> None:
    first = since(crm)
    assert None not in first.values()
    crm.apply(("  sold:\n", "  sales:\n    on: company\n    value: count(sale)\n  sold:\n"), ("rank: 20", "rank: 7"))
    assert since(crm) == first
    crm.apply(("owner <> 'User 3'", "owner <> 'User 2'"))
    second = since(crm)
    assert {status for status in second if second[status] != first[status]} == {"forgotten"}
    # forgotten names neglected
    crm.apply(("owner <> 'User 3'", "owner <> 'User 2'"), ("category: category", "category: upper(category)"))
    assert {status for status, at in since(crm).items() if at != second[status]} == set(first)


def test_of_one_entity_with_its_own_keys_and_names(history: Crm) -> None:
    """What the views over all entities say of the companies that there are, stored or not."""
    history.execute("delete from crm.company where company_id = 2")
    history.execute("update crm.company set category = 'Customer' where company_id in (3, 8)")
    history.execute("update crm.company set name = 'Three' where company_id = 3")
    for _ in range(2):
        for view, columns in (
            ("statusvalue", "status, since"),
            ("status_history", "status, active, changed_at, change"),
            ("status_period", "status, began_at, ended_at"),
        ):
            own = f"select id, {columns} from saint.company_{view}"
            of_all = (
                f"select id::integer, {columns} from saint.{view} where entity = 'company'"
                " and id in (select c.company_id::text from crm.company c where not c.deleted)"
            )
            assert history.rows(f"({own} except all {of_all}) union all ({of_all} except all {own})") == []
        shown = (
            "select id, status, name, record_name from saint.company_statusvalue where status = 'neglected' order by id"
        )
        assert history.rows(shown) == [
            (3, "neglected", "Neglected", "Three"),
            (8, "neglected", "Neglected", "Company 8"),
        ]
        names = "select distinct id, record_name from saint.company_status_{} where id in (1, 3) order by id"
        for view in ("history", "period"):
            assert history.rows(names.format(view)) == [(1, "Company 1"), (3, "Three")]
        history.execute("select saint.tick()")
