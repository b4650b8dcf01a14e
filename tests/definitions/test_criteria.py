"""The criteria language without a database: what each way of writing becomes."""

from __future__ import annotations

import pytest

from pg_saint.criteria import entity_criteria, parse_expression
from pg_saint.criteria.split import conditions
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError
from pg_saint.ir.lexer import folded
from pg_saint.ir.nodes import Location
from tests.definitions.conftest import Change

HERE = Location("test", 1)
DORMANT = "status('neglected') and size > 3"


def criteria(changed: Change, when: str) -> list[str]:
    found = entity_criteria(changed(DORMANT, when), "company").statuses["dormant"]
    return [each.expr.sql(dialect="saint") for each in found]


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("founded < today - 30", "founded < today - 30"),
        ("today - 30 > founded", "founded < today - 30"),
        ("founded = today", "founded = today"),
        ("founded >= 7 + today", "founded >= today + 7"),
        ("founded >= (today - period2)", "founded >= today - 60"),
        ("founded > today + -3", "founded > today - 3"),
        (
            "founded between today - 30 and today or size = 1",
            "(founded >= today - 30 AND founded <= today) OR size = 1",
        ),
        ("founded not between today - 30 and today", "NOT (founded >= today - 30 AND founded <= today)"),
        ("not founded > today", "NOT founded > today"),
        ("size not in (1, 2)", "size NOT IN (1, 2)"),
        ("not size in (1, 2)", "NOT size IN (1, 2)"),
        ("size / size > 1", "size / nullif(size, 0) > 1"),
        ("size % 2 = 0", "size % 2 = 0"),
        ("CATEGORY = 'A'", "category = 'A'"),
        ("exists(sale) filter (where status = 'sold') or size = 1", "dormant_count_sale > 0 OR size = 1"),
        ("not exists(sale)", "NOT (dormant_count_sale > 0)"),
        ("outgoing < 3", "outgoing < 3"),
        ("activity_open_period2 > 0", "activity_open_period2 > 0"),
        ("sum(sale.amount) / count(sale) > 1", "dormant_sum_sale_amount / nullif(dormant_count_sale, 0) > 1"),
    ],
)
def test_one_condition(changed: Change, written: str, becomes: str) -> None:
    assert criteria(changed, written) == [becomes]


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("[size > 1, size < 9 and founded < today]", ["size > 1", "size < 9", "founded < today"]),
        ("{any: [size > 1, size < 0 and founded < today]}", ["size > 1 OR (size < 0 AND founded < today)"]),
        ("{not: size > 1}", ["NOT (size > 1)"]),
        ("{not: {any: [size > 1, founded < today]}}", ["NOT (size > 1 OR founded < today)"]),
        ("{all: [size > 1, {any: [size > 2, size > 3]}]}", ["size > 1", "size > 2 OR size > 3"]),
        ("size between 1 and 2 and name = 'a and b'", ["size BETWEEN 1 AND 2", "name = 'a and b'"]),
    ],
)
def test_conditions_that_must_all_hold(changed: Change, written: str, becomes: list[str]) -> None:
    assert criteria(changed, written) == becomes


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a = 1 and b between 1 and 2 and c", ["a = 1", "b between 1 and 2", "c"]),
        ("a and (b and c) and case when d and e then f end", ["a", "(b and c)", "case when d and e then f end"]),
        ("a and b or c", ["a and b or c"]),
        ("not a and b", ["not a", "b"]),
        ("count(x) filter (where y and z) > 1 and a[b and c]", ["count(x) filter (where y and z) > 1", "a[b and c]"]),
        ("a -- first\n and b", ["a", "b"]),
    ],
)
def test_conditions_keep_the_words_of_the_user(text: str, parts: list[str]) -> None:
    assert [folded(part) for part, _ in conditions(text, HERE)] == parts


def test_filters_are_event_level(changed: Change) -> None:
    model = changed(DORMANT, "count(sale) filter (where sale.status = 'sold' and (ahead(7) or date = today - 1)) > 0")
    found = entity_criteria(model, "company").aggregates[-1].filter
    assert found is not None
    expected = "status = 'sold' AND ((date > today AND date <= today + 7) OR date = today - 1)"
    assert found.sql(dialect="saint") == expected


def test_the_same_aggregate_is_stored_once(changed: Change) -> None:
    twice = "count(activity) filter (where direction = 'outgoing' and past(30)) > count(activity)"
    found = entity_criteria(changed(DORMANT, twice), "company")
    columns = [each.column for each in found.aggregates]
    assert columns.count("outgoing") == 1
    assert "dormant_count_activity" not in columns
    assert found.statuses["dormant"][0].expr.sql(dialect="saint") == "outgoing > activity_count"


def test_statuses_follow_those_that_they_name(changed: Change) -> None:
    with pytest.raises(SaintError, match="neglected → dormant → neglected"):
        changed("category = 'Customer' and count(activity)", "not status('dormant') and count(activity)")
    assert depends_order({"a": ["c"], "b": [], "c": ["b"]}, lambda _: HERE) == ["b", "c", "a"]


def test_standard_counters(changed: Change) -> None:
    found = [each.name for each in entity_criteria(changed(), "project").counters]
    periods = [f"activity_{role}_period{n}" for n in (1, 2, 3) for role in ("count", "open")]
    dates = ["activity_last", "activity_last_completed", "activity_last_open", "activity_next"]
    assert found == ["activity_count", "activity_open", *periods, *dates]


def test_fields_may_have_the_names_of_sql_commands() -> None:
    for name in ("comment", "set", "update", "delete", "analyze"):
        assert parse_expression(f"{name} = 1", HERE).this.name == name
