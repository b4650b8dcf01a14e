"""The example of the product that the monitor comes from: 16 relations, the first with 488 moments, two with none;
two red, five green, two yellow."""

from __future__ import annotations

import pytest

from tests.attention.conftest import Crm

TOTALS = [488, 420, 377, 330, 301, 295, 293, 260, 212, 150, 121, 97, 60, 31, 0, 0]


@pytest.fixture
def example(crm: Crm) -> Crm:
    with crm.connection.cursor() as cursor:
        cursor.executemany(
            "insert into crm.company (company_id, code, name, color, street, city, phone, email, lat, lon) values"
            " (%s, %s, %s, '#ff8800', 'Kade 1', 'Rotterdam', '+31 10 1', 'info@x.nl', 51.9, 4.5)",
            [(n, f"R{n:02}", f"Relation {n}") for n in range(1, 17)],
        )
    crm.execute(
        "insert into crm.activity (company_id, user_id, starts_at)"
        " select t.place, 1, '2026-05-14 12:00+02'::timestamptz - mod(n, 300) * interval '1 day'"
        " from unnest(%s::int[]) with ordinality t (total, place) cross join generate_series(1, t.total) n",
        (TOTALS,),
    )
    crm.execute("select saint.recalculate('customers')")
    return crm


def test_the_grid(example: Crm) -> None:
    rows = example.rows(
        "select code, total, days, band, color from saint.attention_customers order by total desc, code"
    )
    assert [row[1] for row in rows] == TOTALS
    assert rows[0] == ("R01", 488, 18, 5, "#ff8800")
    assert rows[-1] == ("R16", 0, None, 0, "#ff8800")


def test_two_are_red_and_the_rest_goes_by_proportion(example: Crm) -> None:
    bands = "select band, color, hex, relations, lowest, highest from saint.attention_customers_bands order by band"
    assert example.rows(bands) == [
        (0, "red", "#E53935", 2, 0, 0),
        (1, "dark grey", "#757575", 3, 1, 97),
        (2, "light grey", "#BDBDBD", 2, 98, 195),
        (3, "blue", "#1E88E5", 2, 196, 292),
        (4, "green", "#43A047", 5, 293, 390),
        (5, "yellow", "#FDD835", 2, 391, 488),
    ]


def test_each_view_says_when_it_was_calculated_and_in_which_colour(example: Crm) -> None:
    [calculated] = example.rows("select calculated_at from saint.attention where name = 'customers'")
    for view in ("", "_bands", "_summary"):
        assert set(example.rows(f"select calculated_at from saint.attention_customers{view}")) == {calculated}
    same = "select count(*) from saint.attention_customers g join saint.attention_customers_bands b using (band)"
    assert example.rows(f"{same} where g.band_hex is distinct from b.hex") == [(0,)]


def test_summary(example: Crm) -> None:
    rows = example.rows("select area, relations, percent::text from saint.attention_customers_summary")
    assert sorted(rows) == [("average", 2, "12.5"), ("little", 7, "43.8"), ("much", 7, "43.7")]


def test_a_click_on_a_band_shows_who_is_in_it(example: Crm) -> None:
    rows = example.rows("select * from saint.attention_relations('customers', 0)")
    assert [row[:2] + row[3:] for row in rows] == [
        (id, "#ff8800", f"Relation {id}", "Kade 1", None, "Rotterdam", "+31 10 1", "info@x.nl", 51.9, 4.5, 0)
        for id in ("15", "16")
    ]
    assert [row[0] for row in example.rows("select id from saint.attention_relations('customers', 5)")] == ["1", "2"]


def test_a_click_on_a_total_shows_the_moments(example: Crm) -> None:
    shown = "select count(*), min(kind), bool_and(counted) from saint.chronology('company', '1', null, 1000)"
    assert example.rows(shown) == [(488, "history", True)]
