"""Bad input: each is refused with the line, what is wrong, and what to do."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.errors import SaintError, SaintErrors
from pg_saint.resolve import resolve
from tests.definitions.conftest import BASE, Change

DORMANT = "status('neglected') and size > 3"
TO_CALL = "size > 10 and status('dormant')"
TO_CALL_NOW = "to_call_now:\n    on: company\n"
COLUMNS = "[name, {last_call: activity_last}]"
OUTGOING = "value: count(activity) filter (where direction = 'outgoing' and past(period1))"

ON_COMPANY = f"    on: company\n    when: {DORMANT}"
ON_PERSON = "    on: person\n    when: "

# What is written in the place of what, the message, the remedy: parts of them. Seen without a database.
WITHOUT_DATABASE = [
    ("periods: [30", "periods: [0", "greater than or equal to 1", "a number of days, from 1"),
    ("periods: [30", "periods: [-1", "greater than or equal to 1", "a number of days, from 1"),
    ("periods: [30", "periods: [1, 2, 3, 4, 5, 6, 7", "at most 8", "at most eight"),
    ("periods: [30, 60, 90]", "periods: []", "at least 1 item", "at least 1"),
    (
        "    name: {en: Neglected, no: Forsømt}",
        "    name: 5",
        "statuses.neglected.name: Input should be",
        "write a text",
    ),
    ("    name: {en: Neglected, no: Forsømt}", "    name: {en: 5}", "statuses.neglected.name.en: Input", "a text"),
    (COLUMNS, "[{a: size, b: name}]", "selections.to_call.columns.0: Dictionary", "the next one as an item of its own"),
    ("\nselections:", "\nmonitors: {m: {on: company, period: 0}}\nselections:", "monitors.m.period: Input", "from 1"),
    ("\nselections:", "\nmonitors: {m: {on: company, period: {from: x}}}\nselections:", "m.period.from: ", "a date"),
    ("\nselections:", "\nmonitors: {m: {on: company, period: 9, users: x}}\nselections:", "be 'all'", "users' keys"),
    ("    rank: 20", "    rnak: 20", "unknown key rnak", "did you mean rank?"),
    ("    rank: 20", "    follow_up: {type: phone, text: Hello, world}", "unknown key world", "in quotes"),
    ("    date: sale_date", "    datum: sale_date", "unknown key datum", "did you mean date?"),
    ("languages:", "language:", "unknown key language", "did you mean languages?"),
    ("    rank: 20", "    rank: 10", "same rank 10", "the lowest wins"),
    ("    rank: 20", "    rank: x", "valid integer", "whole number"),
    ("    rank: 20", "    rank: 20\n    rank: 30", "duplicate key", "rename or remove"),
    ("    name: {en: Neglected, no", "    name: {en: Neglected, nl", "unknown language nl", "languages:"),
    ("    on: company\n    when: status", "    on: compny\n    when: status", "unknown entity compny", "company"),
    ("      person: person_id", "      persn: person_id", "unknown entity persn", "did you mean person?"),
    ("    table: crm.project", "    tables: crm.project", "unknown key tables", "did you mean table?"),
    ("  dormant:", "  Dormant Customer:", "cannot be a name here", None),
    ("      size: size", "      today: size", "a meaning of its own", None),
    ("      score: score", "      amount: score", "a key of the source itself", None),
    (
        "      company: company_id\n    fields:\n      name",
        "      person: company_id\n    fields:\n      name",
        "cycle",
        "joins:",
    ),
    (DORMANT, "status('dormant')", "dormant → dormant", "out of the cycle"),
    (DORMANT, "status('negleted')", "unknown status negleted", "did you mean neglected?"),
    (DORMANT, "sizes > 3", "company has no field sizes", "did you mean size?"),
    (DORMANT, "project.status = 'x'", "project is not a parent of company", "parents: of company"),
    (DORMANT, "count(activty) > 3", "unknown source activty", "did you mean activity?"),
    (DORMANT, "sum(sale.amout) > 3", "sale has no field amout", "did you mean amount?"),
    (DORMANT, "sale.amount > 3", "for each event of sale", "max(sale.amount)"),
    (DORMANT, "activity > 3", "a source and not a value", "count(activity)"),
    (DORMANT, "count(*) > 3", "count(*)", "count(source)"),
    (DORMANT, "count(distinct activity.direction) > 3", "count(distinct …)", "use count"),
    (DORMANT, "bool_or(activity.completed)", "not an aggregate that can be kept", "use count"),
    (DORMANT, "max(max(sale.amount)) > 3", "an aggregate inside an aggregate", "use count"),
    (DORMANT, "count(sale) filter (where count(sale) > 1) > 1", "an aggregate inside a filter", "use count"),
    (DORMANT, "count(sale) filter (where category = 'x') > 1", "only sees those of sale", "out of the filter"),
    (DORMANT, "count(sale) filter (where direction = 'x') > 1", "sale has no field direction", "status"),
    (DORMANT, "past(30)", "about the date of a source's events", "inside filter"),
    (DORMANT, "count(sale) filter (where past(period4)) > 1", "there is no period4", "period3 = 90 days"),
    (DORMANT, "count(sale) filter (where past(size)) > 1", "needs a number of days", "past(30)"),
    (DORMANT, 'category = "Customer"', "company has no field Customer", "a text is in single quotes: 'Customer'"),
    (DORMANT, 'category = "customer"', "company has no field customer", "a text is in single quotes: 'customer'"),
    (DORMANT, "'\"Category\" is null'", "no field Category", "did you mean category? a text is in single quotes"),
    (DORMANT, "category = \u2018Customer\u2019", "company has no field", "straight single quotes"),
    (
        DORMANT,
        'count(sale) filter (where status = "won") > 1',
        "sale has no field won",
        "a text is in single quotes: 'won'",
    ),
    (DORMANT, "thsi(month, founded)", "unknown function thsi", "did you mean this?"),
    (DORMANT, "nxet(week, founded)", "unknown function nxet", "did you mean next?"),
    (DORMANT, "prevous(2, quarter, founded)", "unknown function prevous", "did you mean previous?"),
    (DORMANT, "founded > satrt_of(month)", "unknown function satrt_of", "did you mean start_of?"),
    (DORMANT, "count(sale) filter (where thsi(month)) > 1", "unknown function thsi", "did you mean this?"),
    (DORMANT, "cuont(activity) > 1", "unknown function cuont", "did you mean count?"),
    (DORMANT, "conut(activity) filter (where past(30)) > 1", "unknown function conut", "did you mean count?"),
    (DORMANT, "smu(sale.amount) > 1", "unknown function smu", "did you mean sum?"),
    (DORMANT, "mxa(sale.amount) > 1", "unknown function mxa", "did you mean max?"),
    (DORMANT, "agv(sale.amount) > 1", "unknown function agv", "did you mean avg?"),
    (DORMANT, "exsits(activity)", "unknown function exsits", "did you mean exists?"),
    (DORMANT, "founded > todya - 3", "company has no field todya", "did you mean today?"),
    (
        DORMANT,
        "count(sale) filter (where date > today - peroid1) > 1",
        "sale has no field peroid1",
        "did you mean period1?",
    ),
    (DORMANT, "count(sale) filter (where this(mnoth)) > 1", "needs one of", "did you mean month?"),
    (DORMANT, "size in (select 1)", "a subquery", "map the other table"),
    (DORMANT, "exists (select from crm.sale)", "a subquery", "map the other table"),
    (DORMANT, "row_number() over () = 1", "window", "use count"),
    (DORMANT, "founded < now()", "the clock", "write today"),
    (DORMANT, "founded < current_date", "the clock", "write today"),
    (DORMANT, "founded < clock_timestamp()", "the clock", "write today"),
    (DORMANT, "random() < 0.5", "a random value", "leave it out"),
    (DORMANT, "name = current_user", "from session to session", "leave it out"),
    (DORMANT, "founded - 30 > today", "added to today, not to the date", "write founded > today + 30"),
    (DORMANT, "today - founded > 30", "today cannot be used", "write founded < today - 30"),
    (DORMANT, "extract(dow from today) = 1", "today can", "today ± a number of days"),
    (DORMANT, "founded < today - size", "today cannot be used", "today ± a number of days"),
    (DORMANT, "founded < today + (2 * 7)", "today cannot be used", "today ± a number of days"),
    (DORMANT, "founded in (today, today - 1)", "today can only be compared", "today ± a number of days"),
    (DORMANT, "size >", "not an SQL expression", "as in PostgreSQL"),
    (DORMANT, "drop table crm.sale", "not an SQL expression", "as in PostgreSQL"),
    (DORMANT, "'size > 1; size < 3'", "not one SQL expression", "without ;"),
    (DORMANT, "{any: size > 3}", "this is not a condition", "any: all: not:"),
    (DORMANT, "{some: [size > 3]}", "this is not a condition", "any: all: not:"),
    ("  outgoing:", "  activity_count:", "one of the standard counters", "another name"),
    ("  outgoing:", "  category:", "already the name of a column", "another name"),
    (OUTGOING, "value: case when status('dormant') then 1 end", "cannot depend on a status", "a status of its own"),
    (DORMANT, "selection('to_call')", "only a selection can name another selection", "make a status of them"),
    (ON_COMPANY, ON_PERSON + "company.status('negleted')", "unknown status negleted", "did you mean neglected?"),
    (ON_COMPANY, ON_PERSON + "compny.status('neglected')", "status of compny, which is no entity", "mean company?"),
    (ON_COMPANY, ON_PERSON + "project.status('x')", "project is not a parent of person", "under parents: of person"),
    (ON_COMPANY, ON_PERSON + "company.activity_count", "a value of the company", "company.activity_count = 0"),
    (ON_COMPANY, ON_PERSON + "company.activity_count > name", "name beside a counter of the company", "constants"),
    (ON_COMPANY, ON_PERSON + "company.selection('to_cal')", "unknown selection to_cal", "did you mean to_call?"),
    (
        ON_COMPANY,
        ON_PERSON + "count(activity) filter (where company.status('neglected')) > 1",
        "company.status('neglected') inside a filter",
        "outside of it",
    ),
    (
        ON_COMPANY,
        ON_PERSON + "count(activity) filter (where company.activity_count > 3) > 1",
        "company.activity_count inside a filter",
        "outside of it",
    ),
    (
        ON_COMPANY,
        ON_PERSON + "company.status('neglected')\n    rank: 77\n  asks_back:\n    on: company\n"
        "    when: count(person) filter (where status('dormant')) > 1",
        "a cycle: company asks person asks company",
        "in one direction only",
    ),
    (DORMANT, "count(person) filter (where status('negleted')) > 1", "unknown status negleted", None),
    (DORMANT, "count(person) filter (where status('neglected')) > 1", "is one of company, not of person", None),
    (DORMANT, "count(person) filter (where nam = 'x') > 1", "person has no field nam", "did you mean name?"),
    (DORMANT, "count(project) > 1", "unknown source project", None),
    (TO_CALL, "selection('to_call_now')", "to_call → to_call_now → to_call", "out of the cycle"),
    (TO_CALL, "selection('to_cal')", "unknown selection to_cal", "did you mean to_call?"),
    (TO_CALL, "selection(to_call_now)", "needs the name of a selection", "write selection('name')"),
    (TO_CALL, "status('dorment')", "unknown status dorment", "did you mean dormant?"),
    (TO_CALL, "{some: [size > 3]}", "this is not a condition", "any: all: not:"),
    (COLUMNS, "[nme]", "company has no field nme", "did you mean name?"),
    (COLUMNS, "[max(activity.date)]", "max(activity.date) is not a name", "{amount: max(activity.date)}"),
    (COLUMNS, "[name, name]", "column name is named twice", "rename or remove"),
    (COLUMNS, "[{id: size}]", "the first column anyway", "leave it out"),
    (COLUMNS, "[{first: size, second: size}]", "at most 1 item", None),
    (TO_CALL_NOW, "to_buy: {on: company}\n  x:\n    on: company\n", "needs when, or static: true", None),
    (TO_CALL_NOW, TO_CALL_NOW + "    static: true\n", "has neither when nor materialized", None),
    (TO_CALL_NOW, TO_CALL_NOW + "    max_age: 1 hour\n", "is for a materialized selection", None),
    (TO_CALL_NOW, "x: {on: company, when: name, max_age: soon}\n  " + TO_CALL_NOW, "max_age", "15 minutes"),
    ("  to_call_now:", "  member:", "saint.selection_member already exists", "another name"),
    ("  dormant:", "  saint_dormant:", "names that begin with saint_ are those of pg_saint", "another name"),
    ("  outgoing:", "  today:", "a meaning of its own", None),
    (
        "  project:\n    table: crm.project",
        "  company_dirty:\n    table: crm.project",
        "entity company and entity company_dirty would both need an object called saint_data.company_dirty",
        "rename one of the two; entity company is at",
    ),
    (
        "  project:\n    table: crm.project",
        "  pinned_day:\n    table: crm.project",
        "saint_data.pinned_day already exists",
        "another name",
    ),
    (TO_CALL_NOW, TO_CALL_NOW + "    materialized: true\n    stored: false\n", "is for a dynamic selection", None),
]

# Seen only with the catalog.
WITH_DATABASE = [
    ("table: crm.project", "table: crm.projects", "crm.projects does not exist", "did you mean crm.project?"),
    ("table: crm.project", "table: crm.Person", "crm.Person does not exist", 'did you mean crm."Person"?'),
    ("table: crm.project", "table: crm.company_view", "is a view", "tables behind it"),
    ("table: crm.project", "table: crm.parent", "inherits", "without inherits"),
    ("timezone: Europe/Oslo", "timezone: Europe/Osloo", "unknown time zone", "pg_timezone_names"),
    ("size: size", "size: sizes", "crm.company has no column sizes", "did you mean size?"),
    ("size: size", "size: ownr.full_name", "unknown table or join ownr", "did you mean owner?"),
    ("size: size", "size: founded > today", "no column today", "in criteria and filters"),
    ("size: size", "size: sum(size)", "an aggregate in the mapping", "in a criterion"),
    ("size: size", "size: concat(name, code)", "because it depends on a setting", "a || b"),
    ("size: size", "size: concat_ws('-', name, code)", "because it depends on a setting", "a || b"),
    ("size: size", "size: to_char(founded, 'YYYY')", "because it depends on a setting", "the language set"),
    ("size: size", "size: seen_at::date", "because it depends on a setting", "at time zone 'Europe/Oslo')::date"),
    ("size: size", "size: mood::text", "because it depends on a setting", "do not cast company.mood to text"),
    ("size: size", "size: name::mood", 'type "mood" does not exist', "with its schema"),
    ("where: not deleted", "where: founded < 'today'", "read once", "write today"),
    ("where: not deleted", "where: seen_at > 'now'", "read once", "write today"),
    ("where: not deleted", "where: seen_at > '2026-01-01'", "different instant", "write the zone"),
    ("where: not deleted", "where: size", "must be boolean, but is integer", "write a comparison"),
    ("on: owner.user_id = owner_id", "on: user_id = owner_id", "has no column user_id", None),
    ("on: owner.user_id = owner_id", "on: size = 3", "does not name it", "owner.column"),
    ("date: sale_date", "date: amount", "date is of type numeric", "map a date"),
    ("date: starts_at", "date: local_at", "timestamp without time zone", "date_zone: UTC"),
    ("amount: amount", "amount: status", "amount is of type text", "map a number"),
    ("person: person_id", "person: direction", "the key of person is bigint", "cast it"),
    ("company: person.company", "company: person.compny", "person has no parent compny", "did you mean company?"),
    ("company: person.company", "company: owner.company", "unknown table or join owner", "activity"),
    (DORMANT, "size", "must be boolean, but is integer", "write a comparison"),
    (DORMANT, "category > 3", "operator does not exist: text > integer", "cast one side"),
    (DORMANT, "mood = 'angry'", "invalid input value for enum", "fits it"),
    (DORMANT, "sum(sale.status) > 3", "function sum(text) does not exist", "map a number"),
    (DORMANT, "sum(sale.amount) filter (where status) > 3", "must be boolean, but is text", "write a comparison"),
    (DORMANT, "size < today - 3", "only a date can be compared with today", "::date"),
    (DORMANT, "size = 'x'", "invalid input syntax for type integer", "fits it"),
    (TO_CALL, "size", "must be boolean, but is integer", "write a comparison"),
    (COLUMNS, "[{next: size + name}]", "operator does not exist: integer + text", "cast one side"),
    ("size: size", 'size: name = "x"', "crm.company has no column x", "a text is in single quotes: 'x'"),
    ("where: not deleted", 'where: category <> "Lead"', "has no column Lead", "a text is in single quotes: 'Lead'"),
    ("size: size", "size: past(30)", "function past(integer) does not exist", "in criteria and filters"),
    ("size: size", "size: lowr(name)", "function lowr(text) does not exist", "did you mean lower?"),
    (DORMANT, "pasd(30)", "function pasd(integer) does not exist", "did you mean past?"),
    (DORMANT, "ahed(30, founded)", "function ahed(integer, date) does not exist", "did you mean ahead?"),
    (DORMANT, "count(sale) filter (where pasd(period1)) > 1", "pasd(integer) does not exist", "did you mean past?"),
    (DORMANT, "statsu('neglected')", "function statsu(unknown) does not exist", "did you mean status?"),
    (TO_CALL, "selecton('to_call_now')", "function selecton(unknown) does not exist", "did you mean selection?"),
    (DORMANT, "nonsense(size)", "function nonsense(integer) does not exist", "with its schema"),
]


@pytest.mark.parametrize(("old", "new", "message", "remedy"), WITHOUT_DATABASE)
def test_refused_without_a_database(changed: Change, old: str, new: str, message: str, remedy: str | None) -> None:
    with pytest.raises(SaintError) as caught:
        changed(old, new)
    check(caught.value, old, message, remedy)


@pytest.mark.parametrize(("old", "new", "message", "remedy"), WITH_DATABASE)
def test_refused_with_the_catalog(
    crm: psycopg.Connection, changed: Change, old: str, new: str, message: str, remedy: str | None
) -> None:
    model = changed(old, new)
    with pytest.raises(SaintErrors) as caught:
        resolve(model, crm)
    check(caught.value, old, message, remedy)


def check(error: SaintError, old: str, message: str, remedy: str | None) -> None:
    """The place is the line that was changed, or next to it where the change puts a line in."""
    line = BASE[: BASE.index(old)].count("\n") + 1
    for each in error.errors if isinstance(error, SaintErrors) else (error,):
        if message in each.message and each.location is not None and abs(each.location.line - line) <= 1:
            assert each.location.file.endswith("definitions.yaml")
            assert remedy is None or remedy in (each.remedy or "")
            return
    pytest.fail(f"no such error on line {line}:\n{error}")
