"""What sql/ has for servers without PL/Python gives what plpython/ gives: both in force, asked the same."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from pg_saint.cluster.provider import Provider
from tests.support import fresh_database, value

pytestmark = pytest.mark.usefixtures("python")
# A database answers in a millisecond or two.
asked = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
LANGUAGES = """
    select array_agg(distinct l.lanname::text)
    from pg_proc p join pg_language l on l.oid = p.prolang
    where p.pronamespace = 'saint'::regnamespace
        and p.proname in ('render', 'contact_bands', 'sales_bands', 'sales_distribution', 'percentages')
"""


class Both:
    """A database with PL/Python, and one without."""

    def __init__(self, python: psycopg.Connection, plain: psycopg.Connection) -> None:
        self.python, self.plain = python, plain

    def same(self, query: str, *arguments: object) -> None:
        assert _answer(self.plain, query, arguments) == _answer(self.python, query, arguments)


def _answer(connection: psycopg.Connection, query: str, arguments: tuple[object, ...]) -> Any:
    try:
        # As text, so that 0.0 is not 0.00.
        return value(connection, query, *arguments)
    except psycopg.errors.InvalidParameterValue as error:
        # PL/Python says whose error it is
        return (error.diag.message_primary or "").removeprefix("plpy.Error: "), error.diag.message_hint


@pytest.fixture(scope="module")
def both(cluster: Provider, template: str) -> Iterator[Both]:
    with (
        fresh_database(cluster, template) as with_python,
        fresh_database(cluster) as without,
        psycopg.connect(cluster.dsn(with_python), autocommit=True) as python,
        psycopg.connect(cluster.dsn(without), autocommit=True) as plain,
    ):
        plain.execute("create extension pg_saint")
        assert value(python, LANGUAGES) == ["plpython3u"]
        assert value(plain, LANGUAGES) == ["plpgsql", "sql"]
        yield Both(python, plain)


PIECES = [
    "<name>", "<none>", "<blank>", "<none|the desk>", "<none|>", "<name|x>", "<days since day>", "<größe>", "<a-b>",
    "<", "<<", ">", "[", "]", "[[", "]]", "(", ")", ".", "!", "?", "…", " ", "\n", "\u00a0", "\u2003", ",", "|",
    "a", "b c", "9", "é", "&", '"', "'", "\\", "%s", "{x}",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(
    alphabet="ab <>[]().!?|\u00a0\x1f…", max_size=25
)
blanks = st.text(alphabet=" \t\u00a0\u2003\x1c", max_size=3)
of_people = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@asked
@given(template=texts, name=of_people | texts, blank=blanks, html=st.booleans(), otherwise=st.none() | of_people)
def test_texts(both: Both, template: str, name: str, blank: str, html: bool, otherwise: str | None) -> None:
    values = {"name": name, "none": None, "blank": blank, "days since day": "3", "größe": "XL", "a-b": "no name"}
    both.same("select saint.render(%s, %s, %s, %s)", template, Jsonb(values), html, otherwise)


def test_texts_of_nothing(both: Both) -> None:
    for arguments in ("null, '{}'", "'a <x>', null", "'', '{}', true, '<b>'", "'<x>', '{\"x\": 12}'"):
        both.same(f"select saint.render({arguments})")


totals = st.dictionaries(st.integers(-1, 40) | st.integers(0, 2**62), st.integers(-1, 9) | st.integers(0, 10**6))


@asked
@given(of=totals, twice=st.booleans(), method=st.sampled_from(["proportional", "quantile"] * 9 + ["other"]))
def test_contact_bands(both: Both, of: dict[int, int], twice: bool, method: str) -> None:
    given_totals, relations = list(of), list(of.values())
    if twice and of and len(of) % 7 == 0:
        given_totals.append(given_totals[0])
        relations.append(1)
    query = "select array_agg(b::text) from saint.contact_bands(%s::bigint[], %s::bigint[], %s) b"
    both.same(query, given_totals, relations, method)


money = st.decimals(-(10**6), 10**12, places=2) | st.integers(-3, 20).map(Decimal)
special = st.sampled_from([Decimal("NaN"), Decimal("Infinity"), Decimal(0)])


@asked
@given(st.lists(st.tuples(st.integers(0, 6) | st.integers(0, 10**6), money), max_size=20), special | st.none())
def test_sales_bands(both: Both, of: list[tuple[int, Decimal]], revenue: Decimal | None) -> None:
    moments, whole = sum(n for n, _ in of), sum((r for _, r in of), Decimal(0)) if revenue is None else revenue
    query = "select saint.sales_bands(%s::bigint[], %s::numeric[], %s, %s)"
    both.same(query, [n for n, _ in of], [r for _, r in of], moments, whole)
    both.same("select array_agg(d::text) from saint.sales_distribution(%s, %s) d", moments, whole)


def test_the_edges_of_sales_bands(both: Both) -> None:
    # q = 4, 2, 1, 1/2 and 1/4 exactly, and as little as can be on either side
    edges = [Decimal(q) + Decimal(bit) for q in ("4", "2", "1", "0.5", "0.25") for bit in ("0", "1e-20", "-1e-20")]
    both.same("select saint.sales_bands(%s::bigint[], %s::numeric[], 10, 10)", [1] * len(edges), edges)


def test_a_distribution_of_nothing(both: Both) -> None:
    for arguments in ("null, null", "0, 1", "1, null", "1, -1", "1, '-Infinity'"):
        both.same(f"select array_agg(d::text) from saint.sales_distribution({arguments}) d")


@asked
@given(st.lists(st.decimals(-(10**9), 10**9, places=2) | st.integers(-2, 5).map(Decimal), max_size=8), special)
def test_percentages(both: Both, amounts: list[Decimal], odd: Decimal) -> None:
    both.same("select saint.percentages(%s::numeric[])::text", amounts)
    both.same("select saint.percentages(%s::numeric[])::text", [*amounts, odd])
