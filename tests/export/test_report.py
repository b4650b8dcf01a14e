"""The report: everything in one file, and nothing in a name is interpreted."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from pg_saint.apply import apply_plan
from pg_saint.cli import saint
from pg_saint.errors import SaintError
from pg_saint.plan import make_plan
from pg_saint.report import Wish, report
from pg_saint.report.chart import HEIGHT, MARGIN, WIDTH, chart
from pg_saint.validate import load
from tests.support import Connect, value

HERE = Path(__file__).parent


class Page(HTMLParser):
    """The elements with their attributes, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append(data.strip())


@pytest.fixture
def crm(connect: Connect) -> psycopg.Connection:
    connection = connect(autocommit=True)
    connection.execute((HERE / "crm.sql").read_bytes())
    connection.execute("update crm.company set name = '<script>alert(1)</script>' where company_id = 1")
    connection.execute("select saint.set_today('2020-02-05')")
    apply_plan(connection, make_plan(connection, load([HERE / "crm.yaml"])))
    connection.execute("delete from saint.status_change")
    connection.execute(
        "insert into saint.status_change (id, entity, status, active, changed_at) values"
        " ('1', 'company', 'every', true, '2020-01-06 12:00Z'), ('2', 'company', 'every', true, '2020-01-20 12:00Z')"
    )
    return connection


def test_statuses_charts_and_whom_to_call(crm: psycopg.Connection) -> None:
    page = Page(report(crm))
    for text in ("Who needs attention on 2020-02-05", "Everybody", "Nobody"):
        assert text in page.text
    # What is written for machines is there for who asks for it.
    criteria = "name is null or name is not null"
    assert criteria not in page.text
    assert criteria in Page(report(crm, wish=Wish(criteria=True))).text
    assert "<script>alert(1)</script>" in page.text
    assert "script" not in page.tags
    assert page.text[page.text.index("Everybody") + 1] == "6"
    # From 6 January: four weeks and this one.
    assert page.tags.count("circle") == 5
    assert "2020-01-20: 2" in page.text
    assert page.links == []


def test_so_many_of_each_status(crm: psycopg.Connection) -> None:
    page = Page(report(crm, wish=Wish(many=2)))
    assert "2, and more: 4" in page.text
    assert [name for name in ("<script>alert(1)</script>", "+31 6 2860 2458", "-1+2") if name in page.text] == [
        "<script>alert(1)</script>", "+31 6 2860 2458",
    ]  # fmt: skip
    with pytest.raises(SaintError, match="no entity has a number turnover"):
        report(crm, wish=Wish(by="turnover"))


def test_times_are_those_of_the_definitions_zone(crm: psycopg.Connection) -> None:
    crm.execute("set timezone = 'Pacific/Auckland'")
    hour = "select to_char(now() at time zone 'Europe/Oslo', 'YYYY-MM-DD HH24')"
    before, text, after = value(crm, hour), " ".join(Page(report(crm)).text), value(crm, hour)
    assert f"Europe/Oslo, written at {before}" in text or f"Europe/Oslo, written at {after}" in text


def test_a_reader_may_ask_for_it(crm: psycopg.Connection) -> None:
    crm.execute("set role saint_reader")
    assert "Whom to call first" in Page(report(crm)).text


def test_images_are_inside(crm: psycopg.Connection, tmp_path: Path) -> None:
    (tmp_path / "web.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="3"/></svg>')
    text = (HERE / "crm.yaml").read_text().replace("rank: 1}", "rank: 1, visual: true, image: web.svg}")
    (tmp_path / "crm.yaml").write_text(text)
    apply_plan(crm, make_plan(crm, load([tmp_path / "crm.yaml"])))
    (link,) = Page(report(crm)).links
    assert link.startswith("data:image/svg+xml;base64,")


def test_the_command(crm: psycopg.Connection, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    result = CliRunner().invoke(saint, ["report", "-o", str(file), "--dsn", crm.info.dsn])
    assert (result.exit_code, result.stdout) == (0, f"wrote {file}\n")
    assert file.read_text().startswith("<!doctype html>")
    nowhere = CliRunner().invoke(saint, ["report", "-o", str(tmp_path / "no" / "report.html"), "--dsn", crm.info.dsn])
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.stderr


def test_before_the_first_apply(connect: Connect) -> None:
    with pytest.raises(SaintError, match="nothing is applied yet"):
        report(connect(autocommit=True))


def test_points_of_a_chart() -> None:
    drawn = chart([(date(2020, 1, 6), 0), (date(2020, 1, 13), 10)])
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(MARGIN, HEIGHT - MARGIN), (WIDTH - MARGIN, MARGIN)]
    assert chart([(date(2020, 1, 6), 0)]).most == 0


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Wie aandacht nodig heeft op 2020-02-05", "Wie het eerst te bellen", "Naam"]),
        ("nb-NO", ["Hvem trenger oppmerksomhet 2020-02-05", "Hvem man bør ringe først", "Navn"]),
        ("DA", ["Hvem har brug for opmærksomhed 2020-02-05", "Nøjagtig siden", "Navn"]),
        ("de", ["Who needs attention on 2020-02-05", "Whom to call first", "Name"]),
    ],
)
def test_the_report_in_the_language_of_the_reader(
    crm: psycopg.Connection, tmp_path: Path, language: str, said: list[str]
) -> None:
    file = tmp_path / "report.html"
    done = CliRunner().invoke(saint, ["report", "-o", str(file), "--language", language, "--dsn", crm.info.dsn])
    assert done.exit_code == 0, done.output
    page = Page(file.read_text())
    assert [text for text in said if text not in page.text] == []
    assert "Everybody" in page.text
