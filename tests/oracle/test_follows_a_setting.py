"""Expressions whose value follows what the session has set, though PostgreSQL calls them immutable."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from psycopg import sql

from pg_saint.errors import SaintErrors
from tests.oracle.apply import apply

CRM = r"""
create schema crm;
create domain crm.rate as double precision;
create table crm.company (
    company_id integer primary key, label text, rating double precision, rate crm.rate, note text, code bytea,
    spot point, opened timestamptz, closed timestamptz);
create table crm.sale (
    sale_id integer primary key, weight double precision, share real, note text, sold_on date, made timestamptz,
    sent timestamptz);
insert into crm.company values
    (1, '0.30000000000000004', 0.30000000000000004, 1e-7, null, '\x0001', '(0.1,0.30000000000000004)',
        '2026-01-31 23:30+00', '2026-03-01 00:30+00'),
    (2, '0.3', 0.3, 0.1, 'select', '\x61', '(1,2)', '2026-02-28 12:00+00', '2026-03-31 12:00+00'),
    (3, '7', null, null, 'ab', null, null, null, null);
insert into crm.sale
select n, (array[0.3, 0.30000000000000004, 7])[n % 3 + 1], n / 7.0, null, '2026-03-01',
    '2026-01-31 23:30+00', '2026-03-01 00:30+00'
from generate_series(1, 9) n;
"""
FIELDS = {
    "shown": "rating::text",
    "called": "text(rating)",
    "cut": "rate::varchar(4)",
    "joined": "'r' || rating",
    "operated": "rating operator(pg_catalog.||) ''",
    "bytes": "code::text",
    "place": "spot::text",
    "quoted": "quote_ident(note)",
    "literal": "quote_literal(rating)",
    "again": "rating::text::numeric",
    "dotted": "(rating).text",
    "months": "extract(month from age(closed at time zone 'Europe/Oslo', opened at time zone 'Europe/Oslo'))",
    "never": "note = null",
}
STATUSES = {
    "same": "shown = '0.30000000000000004'",
    "null_note": "note = (null) or null = called",
    "is_long": "length(number::text) > 3",
    "piped": "number || '' like '0.%'",
    "spotted": "place like '%0.30000000000000004%'",
    "bytes_of": "bytes = '\\x0001'",
    "aged": "months = 1",
}
COUNTERS = {
    "texts": "count(sale) filter (where written like '0.3%' or share::text = '0.14285715')",
    "nothing": "count(sale) filter (where note = null)",
    "most": "max(sale.written)",
    "months_of_sales": "sum(sale.months)",
}
SHOWN = {"as_shown": "shown", "once_more": "number::text", "less": "'x' || number", "places": "place"}
DEFINITION = """
timezone: Europe/Oslo
periods: [7]
entities:
  company:
    table: crm.company
    key: company_id
    where: rating::text is distinct from '0.4' or rating = null
    fields:
      number: rating
      note: note
{fields}
sources:
  sale:
    table: crm.sale
    key: sale_id
    date: sold_on
    joins: {{c: {{table: crm.company, on: c.label = weight::text}}}}
    links: {{company: c.company_id}}
    fields:
      share: share
      note: note
      written: weight::text
      months: extract(month from age(sent, made))
counters:
{counters}
statuses:
{statuses}
selections:
  all:
    on: company
    when: number::text <> '7' or number is null
    columns:
{columns}
"""
SETTINGS = {
    "transform_null_equals": "on", "DateStyle": "SQL, DMY", "IntervalStyle": "sql_standard",
    "TimeZone": "Pacific/Auckland", "extra_float_digits": "-15", "bytea_output": "escape",
    "quote_all_identifiers": "on", "array_nulls": "off", "standard_conforming_strings": "off", "xmloption": "document",
    "xmlbinary": "hex", "timezone_abbreviations": "Australia", "default_text_search_config": "pg_catalog.dutch",
    "backslash_quote": "off", "plpgsql.extra_errors": "all", "plpgsql.extra_warnings": "all",
    "plpgsql.variable_conflict": "use_column", "check_function_bodies": "off", "client_min_messages": "error",
    "row_security": "off", "search_path": "", "lc_numeric": "C", "lc_time": "C", "lc_messages": "C",
}  # fmt: skip
WRITES = (
    "insert into crm.sale values (10, 0.3, 0.14285715, null, '2026-03-02', '2026-01-31T23:30Z', '2026-03-01T00:30Z')",
    "insert into crm.sale values (11, 0.30000000000000004, 1, 'x', '2026-03-01', null, null)",
    "update crm.sale set weight = 7 where sale_id in (1, 2)",
    "update crm.sale set weight = 0.3 where sale_id = 3",
    "update crm.company set rating = 0.30000000000000004, note = null where company_id = 2",
    "update crm.company set spot = point(0.1, 0.3), code = '\\141' where company_id = 1",
    "update crm.company set spot = point(0.1, 0.30000000000000004) where company_id < 3",
    "update crm.company set rating = 0.4 where company_id = 2",
    "update crm.company set rating = 0.4000000000000001, rate = 1e22 where company_id = 2",
    "update crm.company set opened = '2026-02-28T23:30:00Z', note = 'order' where company_id = 1",
    "delete from crm.sale where sale_id = 10",
)


def mapping(of: dict[str, str], around: str = "{}", indent: int = 2) -> str:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    return "\n".join(f"{' ' * indent}{name}: {around.format(quoted(text))}" for name, text in of.items())


def definition() -> str:
    fields = FIELDS | {"months": "extract(month from age(closed, opened))"}
    return DEFINITION.format(
        fields=mapping(fields, indent=6),
        counters=mapping(COUNTERS, "{{on: company, value: {}}}"),
        statuses=mapping(STATUSES, "{{on: company, when: {}}}"),
        columns=mapping({f"- {name}": text for name, text in SHOWN.items()}, indent=6),
    )


HELD = ", ".join(f"case when {text} then '{name}' end" for name, text in sorted(STATUSES.items()))
# Evaluated under the server's defaults, with what is written above.
TRUTH = f"""
with record as (
    select company_id, rating as number, note, {", ".join(f"{text} as {name}" for name, text in FIELDS.items())}
    from crm.company where rating::text is distinct from '0.4' or rating = null
), event as (
    select c.company_id, s.share, s.note, s.weight::text as written, extract(month from
        age(s.sent at time zone 'Europe/Oslo', s.made at time zone 'Europe/Oslo')) as months
    from crm.sale s join crm.company c on c.label = s.weight::text
)
select r.company_id, e.texts, e.nothing, e.most, e.months_of_sales,
    array_remove(array[{HELD}], null),
    case when number::text <> '7' or number is null then row({", ".join(SHOWN.values())})::text end
from record r cross join lateral (
    select count(*) filter (where written like '0.3%' or share::text = '0.14285715') as texts,
        count(*) filter (where note = null) as nothing, max(written) as most, sum(months) as months_of_sales
    from event where event.company_id = r.company_id
) e order by 1
"""
# Nothing here is written otherwise under some setting.
FOUND = """
select c.id, c.texts, c.nothing, c.most, c.months_of_sales,
    array(select s.status from saint.company_status s where s.id = c.id order by s.status collate "C"),
    (select row(s.as_shown, s.once_more, s.less, s.places)::text from saint.selection_all s where s.id = c.id)
from saint.company_counter c order by 1
"""


def test_whatever_is_set(database: str, connect: Callable[..., psycopg.Connection]) -> None:
    """By who applies, who writes, who ticks and who reads."""
    plain, odd = connect(autocommit=True), connect(autocommit=True)
    plain.execute(CRM.encode())
    plain.execute("select saint.set_today('2026-03-01')")
    for name, value in SETTINGS.items():
        plain.execute(
            sql.SQL("alter database {} set {} to {}").format(
                sql.Identifier(plain.info.dbname), sql.SQL(name), sql.Literal(value)
            )
        )
        odd.execute("select set_config(%s, %s, false)", (name, value))
    apply(definition(), database)

    def compare() -> None:
        truth = plain.execute(TRUTH.encode()).fetchall()
        for connection in (odd, plain):
            assert connection.execute(FOUND).fetchall() == truth

    compare()
    for number, statement in enumerate(WRITES):
        (odd, plain)[number % 3 == 2].execute(statement.encode())
        compare()
        (plain, odd)[number % 2].execute("select saint.tick()")
        compare()
        assert plain.execute("select * from saint.check()").fetchall() == []
        assert odd.execute("select * from saint.check()").fetchall() == []
    explained = "select criterion, value, met, changes_on::text from saint.explain('same', '1')"
    assert odd.execute(explained).fetchall() == plain.execute(explained).fetchall()


@pytest.mark.parametrize(
    "expression",
    [
        "day > date '01/02/2026'",
        "day > '02/28/2026'",
        "day between '2026-01-01' and '08-Jan-27'",
        "lag > interval '-1 day 2 hours'",
        "tags && '{a,null}'::text[]",
        "hour > timetz '10:00'",
        "span @> tstzrange '[2026-01-01 10:00,)'",
        "lower('X') = name and day > '01/02/2026'",
        "(seen at time zone 'EST')::date > today - 3",
        "timezone('IST', seen) > timestamp '2026-01-01'",
    ],
)
def test_a_literal_that_settings_read_otherwise_is_refused(
    database: str, connect: Callable[..., psycopg.Connection], expression: str
) -> None:
    with connect() as crm:
        crm.execute(
            "create table public.company (company_id integer primary key, day date, lag interval, tags text[],"
            " hour timetz, span tstzrange, name text, seen timestamptz)"
        )
    fields = ", ".join(f"{name}: {name}" for name in ("day", "lag", "tags", "hour", "span", "name", "seen"))
    yaml = (
        "timezone: Europe/Oslo\nentities:\n"
        f"  company: {{table: public.company, key: company_id, fields: {{{fields}}}}}\n"
        f'statuses:\n  odd:\n    on: company\n    when: "{expression}"\n'
    )
    with pytest.raises(SaintErrors) as refused:
        apply(yaml, database)
    for error in refused.value.errors:
        assert error.location is not None
        assert error.location.line == 7
        assert error.remedy
