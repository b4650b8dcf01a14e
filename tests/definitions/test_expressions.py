"""What is printed after parsing means to PostgreSQL what was written."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from psycopg import sql

from pg_saint.catalog.types import Request, check_types
from pg_saint.criteria import parse_expression
from pg_saint.ir.nodes import Location
from pg_saint.ir.temporal import without_days
from tests.support import value

BOOLEAN = [
    "a = 'x' and b > 1 or not c",
    "not a = 'x' and c",
    "not (c or d is null) and (b = 1) is not true",
    "a not in ('x', 'y') and b not between 1 and 2",
    "a like 'x%' and a not like '%!%' escape '!' and a ilike 'y' and a !~ 'z' and a ~* 'q'",
    "a is distinct from 'x' and b is not distinct from 2",
    "c is unknown or c is not false or a isnull or b notnull",
    "b + 2 * 3 - -1 > b % 4",
    "b ^ 2 < 3 and (b << 2) | 1 > 4",
    "d - date '2026-01-01' > 7 and d + 7 < '2026-12-31'",
    "(t at time zone 'Europe/Oslo')::date = d",
    "extract(year from d) = 2026 and date_part('month', d) = 2",
    "coalesce(a, 'x') || '-' || lower(trim(a)) = 'y'",
    "substring(a from 2 for 3) = 'x' and left(a, 2) = right(a, 2) and position('q' in a) > 0",
    "char_length(a) > 3 and split_part(b || ',1', ',', 2)::int > 0 and starts_with(a, 'x')",
    "case when c then b else 0 end > 1 and case a when 'x' then 1 end = 1",
    "j ->> 'k' = 'x' and j #>> '{a,b}' = 'y' and j ? 'z' and (j -> 'n' ->> 0)::numeric(10, 2) > 1.50",
    "l @> array['x'] and 'y' = any (l) and b = any ('{1,2}') and cardinality(l) > 0 and l[1] = 'z'",
    "greatest(b, 1) > least(b, 2) and nullif(b, 0) is null and abs(b) > round(b::numeric, 1)",
    "regexp_replace(a, 'x+', 'y', 'g') = E'a\\nb' and a = 'it''s' and md5(a) <> $$x$$",
    "(a, b) = ('x', 1) and a collate \"C\" < 'b'",
    "d between '2026-01-01' and '2026-12-31' and daterange(d, d) && daterange(d, null)",
    "date_trunc('month', d::timestamp) < d - interval '1 month' and d is not null",
    "public.twice(b) = 2 and mod(b, 3) = 1 and b / 2 = 0",
]


# Where PostgreSQL and others differ in what binds tighter.
PRECEDENCE = [
    "b = 1 is not true",
    "not b = 1 is true",
    "not c is null",
    "-b::int > -1",
    "(-b) ^ 2 > 4",
    "-b ^ 2 > 3",
    "2 ^ 3 ^ 2 > b",
    "b + 1 || a = '2x'",
    "a || b::text in ('x1', 'y2')",
    "a || 'x' not in ('xx')",
    "a || 'x' not like 'x' || '%'",
    "mod(b + 1, b + 5) = 1",
    "mod(b, 3) * 2 = 2",
    "(b + 1) / (b - 7) * 2 > 1",
    "b - (1 - 2) = 2 and b - 1 - 2 < 3",
    "j -> 'n' ->> 0 = '7' and j ->> 'k' || 'y' = 'xy'",
    "not a = 'x' or c and b = 1",
    "c = not c or c",
    "b between 1 and 1 + 1 and c",
    "not b in (1, 2) = c",
    "a < 'y' is not null",
    "t at time zone 'UTC' < '2026-06-01'::timestamp + interval '1 day'",
    "b & 1 = 1 or b | 1 = b",
    "case when not c then 1 else -b end % 2 = -1",
]
TABLE = """
    create temp table sample as
    select * from
      unnest(array['x', 'y', 'abc', 'it''s', null]) a,
      unnest(array[-2, 0, 1, 2, 3, null]) b,
      unnest(array[true, false, null]) c,
      unnest(array['2026-02-01', '2026-07-15', null]::date[]) d,
      unnest(array['2026-05-31 23:30+00', null]::timestamptz[]) t,
      unnest(array['{"k": "x", "n": [7], "a": {"b": "y"}, "z": 1}', null]::jsonb[]) j,
      (values (array['x', 'y']), (array['z']), (null)) as lists (l)
"""


# PostgreSQL computes these when it parses a generated column, before it knows their collation.
CONSTANT = ["lower('X') = a", "'a' < 'b' and a = 'x'", "upper('a' || 'b') || a = 'ABx'"]


@pytest.mark.parametrize("written", CONSTANT)
def test_texts_that_are_computed_at_once(crm: psycopg.Connection, written: str) -> None:
    asked = Request(parse_expression(written, Location("test", 1)), {("a",): "text"}, written, Location("test", 1))
    changing = replace(asked, expr=parse_expression(f"{written} and a::date > '2026-01-01'", Location("test", 1)))
    with crm.transaction(force_rollback=True):
        good, wrong = check_types(crm, [asked, changing], "UTC")
    assert (good.type, good.error) == ("boolean", None)
    assert wrong.error is not None
    assert "depends on a setting or on the clock" in wrong.error.message


@pytest.mark.parametrize("written", BOOLEAN + PRECEDENCE)
def test_printed_means_what_was_written(crm: psycopg.Connection, written: str) -> None:
    # The day in a zone is a function of the extension, which is not in this database.
    printed = without_days(parse_expression(written, Location("test", 1))).sql(dialect="saint")
    with crm.transaction(force_rollback=True):
        crm.execute("create function public.twice(n int) returns int immutable return n * 2")
        crm.execute(TABLE)
        differing = sql.SQL("select count(*) from sample where ({}) is distinct from ({})")
        assert value(crm, differing.format(sql.SQL(printed), sql.SQL(written)).as_string(crm)) == 0
