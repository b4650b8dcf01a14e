"""Calls, types, literals and operators with a syntax of their own."""

from __future__ import annotations

import psycopg
import pytest

from pg_saint.criteria import parse_expression
from pg_saint.errors import SaintError
from pg_saint.ir.nodes import Location
from tests.language.postgres import meanings
from tests.language.reading import check

TAKEN = """
    regexp_like(c_text, '^urgent$', 'n')
    regexp_like(c_text, 'x', c_text)
    c_jsonb ->> '' is null
    c_json ->> 'a.b' = c_json ->> '$.a'
    c_jsonb -> -1 = '1' and c_jsonb -> 'a' -> 'b' ->> 0 = 'x'
    to_hex(c_integer) = 'ff' and log10(c_numeric) > log(2, c_numeric)
    date_bin('1 day', c_timestamp_without_time_zone, '2026-01-01') > c_timestamp_without_time_zone
    U&'\\0061\\+000062' = c_text and U&'!0061' uescape '!' = c_text
    position('a' in c_text) > 0 and position('a' || 'b' in c_text || 'c') > strpos(c_text, 'a')
    substring(c_text from 2 for 3) = substring(c_text, 2, 3) or substr(c_text, 2) = substring(c_text for 2)
    substring(c_text from 'x.*') = 'x' and substring(c_text similar 'x%' escape '#') = 'x'
    overlay(c_text placing 'x' from 2 for 3) = overlay(c_text placing 'x' from 2)
    trim(both 'x' from c_text) || trim(leading from c_text) || trim('x' from c_text) || trim(c_text, 'x') = btrim(c_text)
    trim(both from c_text) = trim(trailing 'x' from c_text) and trim(from c_text) = trim(c_text)
    ltrim(c_text) = rtrim(c_text, 'x') and char_length(c_text) > character_length(c_text)
    extract(isodow from c_date) = 1 and extract('year' from c_date) = date_part('year', c_date)
    extract(epoch from c_interval) > 1 and extract(Century from c_date) = 20
    c_text is distinct from c_text and c_text is not distinct from 'x'
    c_boolean between c_integer = 1 and not c_boolean
    c_boolean between c_integer < 3 and true = c_boolean and c_boolean
    c_text !~ 'x' not between c_integer is distinct from 1 and true or c_boolean
    c_integer between symmetric 3 and 1 and c_integer not between symmetric 3 and 1 and c_integer between asymmetric 1 and 2
    c_text similar to 'x%' and c_text not similar to 'x!%' escape '!'
    c_text like 'x!%' escape '!' and c_text not like '%' escape '' and c_text ilike 'x' and c_text not ilike c_text
    c_text like any (array['x%', 'y%']) and c_text not like all (c_text_array)
    c_integer = any (c_integer_array) and c_integer <> all (array[1, 2]) and c_text = some ('{a,b}'::text[])
    c_timestamp_with_time_zone at time zone 'UTC' at time zone 'Europe/Oslo' > '2026-01-01 00:00+00'
    (c_integer, c_text) = (1, 'x') and row(1, 2) < row(c_integer, 3) and (c_integer, c_text) is distinct from (1, 'x')
    (c_integer, c_text) in ((1, 'x'), (2, 'y')) and row(c_integer) is not null and not (c_integer, c_text) is null
    c_text collate "C" < 'b' and c_text collate pg_catalog."POSIX" >= c_text
    c_text_array[1:2] = c_text_array[:2] and c_text_array[2:] = array['x'] and c_integer_array[1][2] = 1
    (array[c_integer, 2])[1] = 1 and (string_to_array(c_text, ','))[2] = 'x' and array[[1, 2], [3, 4]] = c_integer_array
    array[]::integer[] = c_integer_array and cardinality(array['x']::text[]) = 1
    c_date - interval '1 day' > c_date + interval '2' month and interval '1-2' year to month > interval '3 4' day to hour
    interval '1.2345' second (2) > c_interval and interval(1) '1.55 seconds' > c_interval
    c_date > date '2026-01-01' and timestamp '2026-01-01 10:00' < c_timestamp_without_time_zone
    timestamptz '2026-01-01 10:00+01' < c_timestamp_with_time_zone and time '10:00' < c_time_without_time_zone
    timestamp with time zone '2026-01-01 10:00+01' < timestamp(0) with time zone '2026-01-01 10:00+01'
    timestamp(3) without time zone '2026-01-01' < c_timestamp_without_time_zone and time(0) '10:00:00.5' < time '11:00'
    double precision '1.5' > c_real and numeric(5, 2) '1.555' > 1 and character varying(2) 'xyz' = c_text
    bit(3) '101' = c_bit and bit varying '1' = B'1' and X'1F' = B'00011111' and pg_catalog.int4 '7' = c_integer
    jsonb '{"a": [1]}' @> c_jsonb and "numeric" '1' = 1 and point '(1,2)' ~= c_point and uuid '{a0eebc999c0b4ef8bb6d6bb9bd380a11}' = c_uuid
    1e3 > c_numeric and .5 < c_numeric and 1. < 1.5e-3 and 12345678901234567890 > c_numeric and -2147483648 < c_integer
    c_integer ^ 2 > 1 and |/ c_double_precision > 1 and ||/ c_double_precision > 1 and @ c_integer > 1 and ~ c_integer > 1
    c_integer # 3 > 1 and c_integer & 1 = 1 and c_integer | 1 = 1 and c_integer << 2 + 3 > 1 and c_integer >> 1 = 0
    c_text ~ 'x' and c_text !~ 'x' and c_text ~* 'x' and c_text !~* 'x' and c_text ~~ 'x' and c_text !~~* 'x'
    c_text ^@ 'x' and c_text || 'y' ^@ 'x' and c_text >= all (c_text_array || c_text)
    c_jsonb #> '{a,b}' = '1' and c_jsonb #>> '{a}' = 'x' and c_jsonb @> '{}' and c_jsonb <@ '{}' and c_jsonb ? 'a'
    c_jsonb ?| array['a'] and c_jsonb ?& array['a', 'b'] and c_jsonb @? '$.a' and c_jsonb @@ '$.a == 1'
    c_jsonb - 'a' = c_jsonb #- '{a,b}' and c_jsonb || c_jsonb - 'x' = c_jsonb
    c_integer_array && array[1] and c_daterange -|- c_daterange and c_daterange &< c_daterange and c_daterange >> c_daterange
    c_daterange @> c_date and lower(c_daterange) = upper(c_daterange) and isempty(c_daterange * c_daterange)
    c_integer operator(pg_catalog.+) 1 * 2 > 1 and operator(pg_catalog.-) c_integer < 1 and c_text operator(pg_catalog.||) 'x' = 'y'
    not c_text = 'x' and not not c_boolean and not c_boolean is null and c_boolean = not c_boolean
    - 2 ^ 2 = 4 and 2 ^ - 1 < 1 and - c_integer % 3 = -1 and 2 - - 1 = 3 and c_integer - -1 > - - c_integer
    c_text || 'x' = c_text and c_text || 1 + 2 = 'x3' and c_integer = 1 is not true and c_integer < 2 is null = c_boolean
    c_boolean is unknown or c_boolean is not unknown or c_boolean is not false or c_text isnull or c_text notnull
    (c_date, c_date) overlaps (c_date, interval '1 day') and (c_date, c_date + 1) overlaps (date '2026-01-01', c_date)
    c_text is normalized or c_text is not nfc normalized or normalize(c_text, NFKC) = normalize(c_text)
    coalesce(c_text, 'x') = nullif(c_text, 'y') and greatest(1, c_integer, 3) > least(c_integer, 2)
    case when c_boolean then 1 when not c_boolean then 2 else 3 end = 1 and case c_text when 'x' then 1 end is null
    case case when c_boolean then 1 end when 1 then 'a' end || 'b' = 'ab'
    round(c_numeric) = round(c_numeric, 2) and ceil(c_numeric) = ceiling(c_numeric) and mod(c_integer, 3) = c_integer % 3
    pow(c_numeric, 2) = power(c_numeric, 2) and sqrt(c_double_precision) > cbrt(c_double_precision) and pi() > 3
    left(c_text, 2) = right(c_text, -2) and repeat(c_text, 2) = lpad(c_text, 3, '*') and md5(c_text) > 'a'
    pg_catalog.length(c_text) = length(c_text) and "length"(c_text) = octet_length(c_text) and LENGTH(c_text) > 1
    length('x', 'UTF8') = 1 and length(c_bytea, 'UTF8') > 1
    make_interval(days => 10) > make_interval(0, c_integer) and make_interval(days := 3) = c_interval
    jsonb_extract_path_text(c_jsonb, 'a', 'b') = 'x' and jsonb_extract_path(c_jsonb, variadic c_text_array) = '1'
    c_text::varchar(3) = c_text::character varying and c_text::char(3) = c_text::bpchar and c_text::"char" = 'x'
    c_numeric::numeric(10, 2) = c_numeric::decimal and c_numeric::int2 = c_numeric::int8 and c_real::float4 = c_real::float8
    c_real::float(20) = c_real::float(50) and c_integer::bit(3) = B'101' and c_bit::bit varying(3) = B'1'
    c_text_array::varchar[] = array['x']::varchar[] and c_integer_array::bigint[3] = '{1}' and c_integer_array::int array = '{1}'
    c_text::pg_catalog.int4 = 1 and c_text::interval day to second > interval '1' and c_text::time(0) without time zone is null
    c_date::timestamp(0) without time zone < c_timestamp_without_time_zone and c_integer::text::int = 1 and -c_integer::text::int = 1
    encode(sha256(c_bytea), 'hex') = 'x' and decode('ab', 'hex') = '\\x00' and c_bytea = E'\\\\x00' and c_inet << '10.0.0.0/8'
    c_point <-> point(1, 2) < 1 and c_point <@ box '(1,1),(2,2)' and c_point ## lseg '(1,1),(2,2)' is null and @-@ path '((1,1),(2,2))' > 1
    to_tsvector('english'::regconfig, c_text) @@ ('fat'::tsquery && !! 'rat'::tsquery)
    c_text /* a /* nested */ comment with 'quotes" */ = 'x'
    "c_text" = 'x' and C_TEXT = 'x' and c_TEXT=E'it\\'s'and c_text='x'or c_integer=-1
    c_integer<-1 and c_integer>=+1 and c_integer*-1<>1 and c_integer!=1 and 2* @c_integer>1
    xmlcomment(c_text) is null and json_build_object('a', c_integer) is null and xmlconcat(c_text::xml) is document
"""  # noqa: E501
REFUSED = {
    "c_text = (select 'x')": "a subquery",
    "c_text in (select 'x')": "a subquery",
    "exists (select)": "a subquery",
    "c_text = any (select 'x')": "a subquery",
    "array(select 1) = c_integer_array": "a subquery",
    "count(*) over () > 1": "a window",
    "rank() over w = 1": "a window",
    "percentile_cont(0.5) within group (order by c_integer) > 1": "a window",
    "string_agg(c_text, ',' order by c_text) = 'x'": "a window",
    "current_date = c_date": "the clock",
    "CURRENT_TIMESTAMP(3) > c_date": "the clock",
    "localtime > c_time_without_time_zone": "the clock",
    "Now() > c_date": "the clock",
    "session_user = c_text": "from session to session",
    "random() > 0.5": "a random value",
    "sample.* is null": "not an expression",
    "c_integer * * 2 = 1": "not an expression",
    "a.b.c.d.e = 1": "too many names",
    "c_text = 'x' as y": "near 'as'",
    "c_text = 'x', c_text = 'y'": "near ','",
    "xmlelement(name x) is null": "near 'x'",
    "c_text = 'x';": "without ;",
    "c_integer between 1 or 2": "near 'or'",
    "case when c_boolean then 1": "too early",
    "c_text like": "too early",
    "cast(c_text as)": "near",
}


@pytest.mark.usefixtures("language")
def test_special_syntax(connection: psycopg.Connection) -> None:
    written = [line.strip() for line in TAKEN.splitlines() if line.strip()]
    written.append("'a'  -- two lines, one text\n  'b' = c_text -- and the end")
    assert [each for each, means in zip(written, meanings(connection, written), strict=True) if means is None] == []
    assert check(connection, written) == len(written)


@pytest.mark.parametrize("text", REFUSED)
def test_refused_in_words_about_what_was_written(text: str) -> None:
    with pytest.raises(SaintError) as caught:
        parse_expression(text, Location("test", 1))
    error = caught.value
    assert REFUSED[text] in f"{error.message} {error.remedy}"
    assert error.location
    assert error.remedy
