"""From the mapping to the IR: links, dates, keys, parents, joins, types, warnings."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.catalog import types
from pg_saint.errors import SaintError
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Expr, Link
from pg_saint.resolve import resolve, resolve_with_warnings
from tests.definitions.conftest import Change
from tests.support import value

DATE = "    date: starts_at"
LINK = "company: person.company"
OF_COMPANY = f"    links:\n      {LINK}"
SALE_LINK = "    links:\n      company: company_id\n"


def text(expr: Expr | None) -> str:
    return expr.sql(dialect="saint") if expr is not None else ""


def company_link(definition: Definition) -> Link:
    return definition.source("activity").link("company")


@pytest.mark.parametrize(
    ("date", "becomes"),
    [
        ("starts_at", "saint.day_of(activity.starts_at, 'Europe/Oslo')"),
        ("starts_at::date", None),
        (
            "done_at at time zone 'UTC'\n    date_zone: UTC",
            "CAST(((activity.done_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')",
        ),
        (
            "local_at\n    date_zone: UTC",
            "saint.day_of(activity.local_at, 'UTC', 'Europe/Oslo')",
        ),
        ("local_at::date", "CAST(activity.local_at AS DATE)"),
    ],
)
def test_dates(crm: psycopg.Connection, changed: Change, date: str, becomes: str | None) -> None:
    model = changed(DATE, f"    date: {date}")
    if becomes is None:
        with pytest.raises(SaintError, match="because it depends on a setting"):
            resolve(model, crm)
        return
    found = next(each for each in resolve(model, crm).source("activity").fields if each.name == "date")
    assert found.type == "date"
    if "done_at" not in date:
        assert text(found.expr) == becomes


def test_a_link_by_column_with_a_condition(crm: psycopg.Connection, changed: Change) -> None:
    link = resolve(changed(), crm).source("activity").link("project")
    assert text(link.id) == "CASE WHEN activity.res_model = 'project' THEN activity.res_id END"


def test_a_link_of_another_integer_type(crm: psycopg.Connection, changed: Change) -> None:
    definition = resolve(changed(), crm)
    wider = definition.source("activity").link("person")
    assert text(wider.id) == "CAST(activity.person_id AS BIGINT)"
    narrower = definition.source("sale").link("company")
    inside = "CASE WHEN sale.company_id BETWEEN -2147483648 AND 2147483647 THEN CAST(sale.company_id AS INT) END"
    assert text(narrower.id) == inside


def test_a_link_through_the_parent_of_another_entity(crm: psycopg.Connection, changed: Change) -> None:
    link = company_link(resolve(changed(), crm))
    assert (text(link.id), link.many) == ("person.company_id", False)
    assert [(each.alias, text(each.on)) for each in link.joins] == [
        ("person", 'person."personId" = activity.person_id')
    ]


def test_the_filter_of_the_entity_between_holds_on_the_way(crm: psycopg.Connection, changed: Change) -> None:
    model = changed("    key: '\"personId\"'", "    key: '\"personId\"'\n    where: '\"order\" > 0'")
    link = company_link(resolve(model, crm))
    assert text(link.joins[0].on) == 'person."personId" = activity.person_id AND (person."order" > 0)'


def test_a_link_through_a_link_table(crm: psycopg.Connection, changed: Change) -> None:
    through = "person: {through: crm.activity_person, source: activity_id, target: person_id}"
    definition = resolve(changed("person: person_id", through), crm)
    link = definition.source("activity").link("person")
    assert (text(link.id), link.many) == ("person_link.person_id", True)
    assert [each.many for each in company_link(definition).joins] == [True, False]


def test_the_first_link_that_is_not_null(crm: psycopg.Connection, changed: Change) -> None:
    link = company_link(resolve(changed(LINK, "company: [company_id, person.company]"), crm))
    assert text(link.id) == "coalesce(activity.company_id, person.company_id)"


def test_a_link_by_an_expression(crm: psycopg.Connection, changed: Change) -> None:
    model = changed(
        LINK, "company: {expr: \"split_part(reference, ',', 2)::int\", when: \"reference like 'company,%'\"}"
    )
    link = company_link(resolve(model, crm))
    assert text(link.id).startswith("CASE WHEN activity.reference LIKE 'company,%' THEN CAST(split_part(")


def test_a_link_by_a_column_of_a_join(crm: psycopg.Connection, changed: Change) -> None:
    joins = "    joins:\n      boss: {table: crm.company, on: boss.company_id = sale.company_id}\n"
    link = resolve(changed(SALE_LINK, joins + "    links:\n      company: boss.owner_id\n"), crm).source("sale")
    assert text(link.link("company").id) == "boss.owner_id"
    assert [each.alias for each in link.tree.joins] == ["boss"]


def test_parents(crm: psycopg.Connection, changed: Change) -> None:
    person = resolve(changed(), crm).entity("person")
    assert [(each.alias, text(each.on)) for each in person.tree.joins] == [
        ("company", "company.company_id = person.company_id AND (NOT company.deleted)"),
        ("company_owner", "company_owner.user_id = company.owner_id"),
    ]
    owner = next(each for each in person.fields if each.name == "company.owner")
    assert (owner.column, text(owner.expr), owner.type) == ("company_owner", "company_owner.full_name", "text")


def test_a_filter_over_joins_guards_the_fields_of_a_parent(crm: psycopg.Connection, changed: Change) -> None:
    definition = resolve(changed("where: not deleted", "where: owner.full_name is not null"), crm)
    size = next(each for each in definition.entity("person").fields if each.name == "company.size")
    assert text(size.expr) == "CASE WHEN company_owner.full_name IS NOT NULL THEN company.size END"
    assert text(company_link(definition).id) == "person.company_id"


def test_joins_come_in_the_order_in_which_they_need_each_other(crm: psycopg.Connection, changed: Change) -> None:
    old = "      owner: {table: crm.users, on: owner.user_id = owner_id}"
    chief = "      chief: {table: crm.users, on: chief.user_id = owner.user_id + 1}"
    company = resolve(changed(old, f"{chief}\n{old}"), crm).entity("company")
    assert [each.alias for each in company.tree.joins] == ["owner", "chief"]


def test_keys_and_quoted_names(crm: psycopg.Connection, changed: Change) -> None:
    definition = resolve(changed(), crm)
    assert text(definition.entity("person").tree.key) == 'person."personId"'
    assert {each.name: each.tree.key_type for each in definition.entities} == {
        "company": "integer",
        "person": "bigint",
        "project": "uuid",
    }
    order = next(each for each in definition.entity("person").fields if each.name == "order")
    assert text(order.expr) == 'person."order"'


def test_types_come_from_postgresql(crm: psycopg.Connection, changed: Change) -> None:
    model = changed(
        "status('neglected') and size > 3", "sum(sale.score) > 1 and avg(sale.amount) > 1 and mood = 'glad'"
    )
    definition = resolve(model, crm)
    found = {each.column: each for each in definition.aggregates["company"]}
    assert found["activity_last"].type == "date"
    assert found["dormant_avg_sale_amount"].type == "numeric"
    assert text(found["dormant_sum_sale_score"].argument) == "saint.exact(score)"
    assert found["dormant_sum_sale_score"].type == "numeric"
    assert {each.name: each.type for each in definition.entity("company").fields}["mood"] == "crm.mood"
    assert {each.name: each.type for each in definition.counters}["outgoing"] == "bigint"


def test_entity_periods(crm: psycopg.Connection, changed: Change) -> None:
    model = changed("    where: not deleted", "    where: not deleted\n    periods: [7]")
    found = {each.column: each for each in resolve(model, crm).aggregates["company"]}
    assert text(found["outgoing"].filter) == "direction = 'outgoing' AND date > today - 7 AND date <= today"
    assert "activity_count_period2" not in found


def test_missing_indexes_are_named(crm: psycopg.Connection, changed: Change) -> None:
    _, warnings = resolve_with_warnings(changed(), crm)
    remedies = [each.remedy for each in warnings]
    assert "create index on crm.activity (person_id)" in remedies
    assert "create index on crm.activity (res_id)" in remedies
    assert "create index on crm.sale (company_id)" in remedies
    warning = next(each for each in warnings if each.remedy == "create index on crm.sale (company_id)")
    assert "definitions.yaml:50" in str(warning)


def test_an_index_silences_the_warning(crm: psycopg.Connection, changed: Change) -> None:
    written = "split_part(reference, ',', 2)::int"
    model = changed(LINK, f'company: {{expr: "{written}"}}')
    with crm.transaction(force_rollback=True):
        for index in ("(res_model, res_id)", "(person_id)", f"(({written}))"):
            crm.execute(f"create index on crm.activity {index}".encode())
        _, warnings = resolve_with_warnings(model, crm)
    assert not [each for each in warnings if "crm.activity" in each.remedy]


@pytest.mark.parametrize(
    ("link", "index", "enough"),
    [
        ("company: company_id", "(company_id) where company_id is not null", True),
        ("company: company_id", "(company_id) where not deleted", True),
        ("company: company_id", "(company_id) where not deleted and company_id is not null", True),
        ("company: company_id", "(company_id) where deleted", False),
        ("company: company_id", "(company_id) where not deleted and starts_at > '2020-01-01'", False),
        ("company: company_id", "(company_id) where reference is not null", False),
        ("company: company_id", "using brin (company_id)", False),
        ("company: company_id", "using hash (company_id)", True),
        ("company: {column: of_id, when: \"res_model = 'company'\"}", "(of_id) where res_model = 'company'", True),
        ("company: {column: of_id, when: \"res_model = 'company'\"}", "(of_id) where res_model = 'person'", False),
    ],
)
def test_an_index_of_some_rows_is_enough_where_no_others_are_looked_for(
    crm: psycopg.Connection, changed: Change, link: str, index: str, enough: bool
) -> None:
    with crm.transaction(force_rollback=True):
        crm.execute("alter table crm.activity add deleted boolean, add of_id int")
        crm.execute(f"create index on crm.activity {index}".encode())
        model = changed(OF_COMPANY, f"    where: not deleted\n    links:\n      {link}")
        _, warnings = resolve_with_warnings(model, crm)
    missing = [each for each in warnings if each.message.startswith("link activity → company has no index")]
    assert len(missing) == (0 if enough else 1)


def test_a_condition_on_a_literal_asks_for_no_index(crm: psycopg.Connection, changed: Change) -> None:
    through = "person: {through: crm.activity_person, source: activity_id, target: person_id, where: \"role = 'to'\"}"
    with crm.transaction(force_rollback=True):
        crm.execute("alter table crm.activity_person add column if not exists role text")
        _, warnings = resolve_with_warnings(changed("person: person_id", through), crm)
    assert not [each for each in warnings if "role" in each.remedy]


def test_nothing_is_left_behind(crm: psycopg.Connection, changed: Change) -> None:
    before = value(crm, "select count(*) from pg_class"), value(crm, "show search_path")
    resolve(changed(), crm)
    assert (value(crm, "select count(*) from pg_class"), value(crm, "show search_path")) == before


def test_missing_privileges_name_the_grant(crm: psycopg.Connection, changed: Change) -> None:
    model = changed()
    with crm.transaction(force_rollback=True):
        crm.execute("create role saint_test_definer; grant usage on schema crm to saint_test_definer")
        crm.execute("grant select on all tables in schema crm to saint_test_definer")
        crm.execute("set local role saint_test_definer")
        with pytest.raises(SaintError, match=r"grant trigger on crm\.company to"):
            resolve(model, crm)


def test_a_constant_that_takes_long_to_compute(
    crm: psycopg.Connection, changed: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each statement that names it would be planned for as long."""
    monkeypatch.setattr(types, "PATIENCE_FOR_MANY", 50)
    monkeypatch.setattr(types, "PATIENCE_FOR_ONE", 100)
    date = "case when length(repeat('a', 80000000)) = 1 then local_at::date end"
    with pytest.raises(SaintError, match="before it reads a row, and that takes too long: case when") as refused:
        resolve(changed(DATE, f"    date: {date}"), crm)
    assert refused.value.location is not None
