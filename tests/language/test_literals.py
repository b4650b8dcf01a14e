"""A text in a criterion is the text that was written, however it was written."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql
from sqlglot import exp

from pg_saint.compile.sql.objects import SqlObject
from pg_saint.compile.sql.templates import Statement, render
from pg_saint.compile.sql.text import Sql, comment, expression, ident, literal, words
from pg_saint.criteria import parse_expression
from pg_saint.criteria.split import conditions
from pg_saint.errors import SaintError
from pg_saint.ir.dialect import printed
from pg_saint.ir.lexer import folded, path, tokens
from pg_saint.ir.nodes import Location
from tests.language.literals import HOSTILE, ways

HERE = Location("test", 1)


def test_each_way_to_write_a_text_means_what_it_means_to_postgresql(connection: psycopg.Connection) -> None:
    written = [way for text in HOSTILE for way in ways(text)]
    meant = [text for text in HOSTILE for _ in ways(text)]
    read = [next(tokens(each)).value for each in written]
    ours = [printed(parse_expression(each, HERE)) for each in written]
    assert read == meant
    # Nothing that goes through generated SQL line by line can change them.
    assert [each for each in ours if len(each.splitlines()) != 1] == []
    query = sql.SQL("select array[{}]::text[], array[{}]::text[]").format(
        sql.SQL(",").join(map(sql.SQL, written)), sql.SQL(",").join(map(sql.SQL, ours))
    )
    assert connection.execute(query).fetchone() == (meant, meant)


def test_what_is_printed_means_the_same_where_backslashes_escape(connection: psycopg.Connection) -> None:
    ours = [printed(parse_expression(way, HERE)) for text in HOSTILE for way in ways(text)]
    meant = [text for text in HOSTILE for _ in ways(text)]
    with connection.transaction(force_rollback=True):
        connection.execute("set local standard_conforming_strings = off")
        connection.execute("set local escape_string_warning = off")
        assert connection.execute(f"select array[{','.join(ours)}]::text[]".encode()).fetchone() == (meant,)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a  =\n 'b  c'", "a = 'b  c'"),
        ("a = 'b' -- and c\n  or d", "a = 'b' or d"),
        ("a /* x /* y */ and */ = $q$ b  $q$", "a = $q$ b  $q$"),
        ("\"a  b\"  =  E'c\\'  d'", "\"a  b\" = E'c\\'  d'"),
        ("a = '--' and  b = '/*'", "a = '--' and b = '/*'"),
        ("x\n\n\n= 1", "x = 1"),
    ],
)
def test_only_what_is_outside_of_quotes_is_folded(text: str, shown: str) -> None:
    assert folded(text) == shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a = ' and ' and b", ["a = ' and '", "b"]),
        ("a -- and x\n and b /* and */ or c", ["a and b or c"]),
        ("a = $$ and $$ and b = E'\\' and '", ["a = $$ and $$", "b = E'\\' and '"]),
        ('"x and y" and b', ['"x and y"', "b"]),
        ("a = 'x  y' and not b between 1 and 2", ["a = 'x  y'", "not b between 1 and 2"]),
        ("a.case = 1 and b.end between 1 and 2 and c", ["a.case = 1", "b.end between 1 and 2", "c"]),
        ("a and -- first\n /* second */ b", ["a", "b"]),
        ("case when a and b then c end and d[1 and 2]", ["case when a and b then c end", "d[1 and 2]"]),
    ],
)
def test_conditions_are_told_apart_by_tokens(text: str, parts: list[str]) -> None:
    assert [folded(part) for part, _ in conditions(text, HERE)] == parts


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = 'x", "does not end"),
        ("a = $q$x$r$", "does not end"),
        ("a /* x /* y */ = 1", "does not end"),
        ("a = U&'\\00'", "not a Unicode escape"),
        ("a = E'\\u0000'", "no character"),
        ("a = E'\\xff'", "the character itself"),
        ('"a\nb" = 1', "line break"),
        ("", "nothing in it"),
        ("a = 'x' 'y'", "near \"'y'\""),
        ("a = b c", "near 'c'"),
        ("a = = b", "near '='"),
        ("a = 1)", r"near '\)'"),
        ("a = (1", "ends too early"),
        ("a < b < c", "near '<'"),
        ("saint.today() = a", "for queries"),
        ("a = $1", "no parameters"),
        ("(" * 3000 + "a" + ")" * 3000, "levels of brackets"),
        ("not " * 3000 + "a", "levels of brackets"),
        ("1" + " + 1" * 150 + " > 0", "each around another"),
        ("(" * 60 + "1" + " + 1" * 60 + ")" * 60 + " + 1" * 60 + " > 0", "each around another"),
        ("n" + "::integer" * 150 + " > 0", "each around another"),
    ],
)
def test_what_can_not_be_read_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(SaintError, match=message) as caught:
        parse_expression(text, HERE)
    assert caught.value.location == HERE


def test_names() -> None:
    assert path('crm . "Company ""x"""') == ("crm", 'Company "x"')
    assert path('U&"c\\0072m".ÅÉ') == ("crm", "ÅÉ")
    assert path("crm.") is path("crm.company c") is path("'crm'") is path("") is path("1") is None


def rendered(status: dict[str, Sql]) -> Statement:
    x = ident("x")
    return render("row/statuses", entity=x, name=x, row_type=x, parallel=words("safe"), statuses=[status])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a  b", "a b"),
        ("a\n-- b\nc", "a\n-- x\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("--a", "--b"),
        ("a\n  b", "a\n b"),
        ("\r", "\n"),
    ],
)
def test_a_change_inside_a_text_changes_the_fingerprint(before: str, after: str) -> None:
    def made(text: str) -> str:
        status = {"name": literal("x"), "condition": expression(exp.Literal.string(text)), "comment": comment("x")}
        return SqlObject("x", "function", rendered(status)).fingerprint

    assert made(before) != made(after)


def test_a_body_ends_where_it_ends() -> None:
    status = {"name": literal("$saint$"), "condition": literal("$saint1$ -- $saint2$"), "comment": comment("$saint3$")}
    sql = rendered(status)
    body = SqlObject("x", "function", sql).body
    assert body is not None
    assert sql.count("$saint4$") == 2
    assert all(text in body for text in ("$saint$", "$saint1$", "$saint2$", "$saint3$"))


# Of a name in the CRM's catalog; a text is on one line.
LINES = Sql('"a\n\n\n\n-- b\n  $saint$ /* c"')


def test_what_fills_a_template_is_not_changed_as_text() -> None:
    """Neither laid out, nor indented in a block, nor taken for a comment."""
    holes = ("comment", "name", "key_type", "hold", "monitor", "attention", "since", "until", "method", "bought")
    of = {"key": LINES, "table": LINES, "alias": LINES, "joins": [], "where": LINES}
    ids = render("attention/record_ids", record=of, condition=LINES)
    pieces = {**dict.fromkeys(holes, LINES), "kinds": [LINES], "users": None}
    made = render("attention/calculate", **pieces, ids=ids)
    assert made.count("-- b") == made.count(LINES) == made.code.count(LINES) > 10
    assert made.count("$saint1$") == 2
    other = render("attention/calculate", **pieces, ids=ids.again(condition=Sql(LINES.replace("b", "x"))))
    assert other.code != made.code
    assert other.code.replace("-- x", "-- b") == made.code
