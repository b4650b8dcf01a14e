"""Files that other programs read: the same values, and nothing that a spreadsheet would execute."""

from __future__ import annotations

import csv
import json
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from pg_saint.apply import apply_plan
from pg_saint.cli import saint
from pg_saint.errors import SaintError
from pg_saint.export import WRITERS, csv_file, export, xlsx_file
from pg_saint.export.look import Look
from pg_saint.plan import make_plan
from pg_saint.validate import load

HERE = Path(__file__).parent
NAMES = ['=HYPERLINK("http://x","y")', "+31 6 2860 2458", "-1+2", "@SUM(A1)", 'Zoë, "Polder"\nDairy \x01', None]
COLUMNS = ["id", "name", "founded", "revenue", "score", "vip", "seen_at", "number", "token"]
Rows = list[dict[str, Any]]
# Records without coordinates are nothing for a map.
TABLES = [suffix for suffix in WRITERS if suffix != ".geojson"]


@pytest.fixture
def crm(database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute((HERE / "crm.sql").read_bytes())
        connection.execute("select saint.set_today('2026-06-01')")
        apply_plan(connection, make_plan(connection, load([HERE / "crm.yaml"])))
        # Whoever exports may sit anywhere.
        connection.execute("set timezone = 'Pacific/Auckland'")
        yield connection


def read_csv(file: Path) -> Rows:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def read_json(file: Path) -> Rows:
    found: Rows = json.loads(file.read_text())
    return found


def cells(file: Path) -> list[list[Any]]:
    return [list(row) for row in load_workbook(file).worksheets[0].iter_rows()]


def test_csv(crm: psycopg.Connection, tmp_path: Path) -> None:
    assert export(crm, "everybody", tmp_path / "all.csv") == 6
    rows = read_csv(tmp_path / "all.csv")
    assert list(rows[0]) == COLUMNS
    # A telephone number is what whoever dials needs; the others a spreadsheet would compute.
    assert [row["name"] for row in rows] == [f"'{NAMES[0]}", NAMES[1], f"'{NAMES[2]}", f"'{NAMES[3]}", NAMES[4], ""]
    assert rows[0] | {"name": ""} == {
        "id": "1", "name": "", "founded": "2001-02-03", "revenue": "1234.50", "score": "0.5", "vip": "true",
        "seen_at": "2026-06-01 01:30:00+02:00", "number": "12", "token": "",
    }  # fmt: skip
    assert (rows[1]["founded"], rows[1]["revenue"], rows[1]["number"]) == ("infinity", "NaN", "9007199254740993")
    # A number is not a text: it keeps its sign.
    assert rows[4]["number"] == "-5"


def test_json(crm: psycopg.Connection, tmp_path: Path) -> None:
    export(crm, "everybody", tmp_path / "all.json")
    rows = read_json(tmp_path / "all.json")
    assert [row["name"] for row in rows] == NAMES
    assert rows[0] == {
        "id": 1, "name": NAMES[0], "founded": "2001-02-03", "revenue": 1234.5, "score": 0.5, "vip": True,
        "seen_at": "2026-06-01T01:30:00+02:00", "number": 12, "token": None,
    }  # fmt: skip
    assert (rows[1]["revenue"], rows[1]["score"], rows[1]["founded"]) == ("NaN", "inf", "infinity")
    assert rows[2]["revenue"] == "12345678901234567890.12"


def test_xlsx_has_real_dates_and_numbers_and_no_formula(crm: psycopg.Connection, tmp_path: Path) -> None:
    export(crm, "everybody", tmp_path / "all.xlsx")
    sheet = load_workbook(tmp_path / "all.xlsx").worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:I7")
    header, *rows = cells(tmp_path / "all.xlsx")
    assert [cell.value for cell in header] == COLUMNS
    by_name = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    first = by_name[0]
    assert first["founded"].value == datetime(2001, 2, 3)
    assert first["founded"].is_date
    assert (first["revenue"].value, first["vip"].value) == (1234.5, True)
    assert first["seen_at"].value == datetime(2026, 6, 1, 1, 30)
    assert [row["name"].data_type for row in by_name[:5]] == ["s"] * 5
    assert [row["name"].value for row in by_name[:4]] == NAMES[:4]
    assert all(row["name"].quotePrefix for row in by_name[:4])
    assert by_name[4]["name"].value == 'Zoë, "Polder"\nDairy '
    assert [by_name[1][name].value for name in ("founded", "revenue", "number")] == [
        "infinity", "NaN", "9007199254740993",
    ]  # fmt: skip
    assert by_name[2]["founded"].value == "1850-01-01"
    # Doubles and numerics of any length are numbers, as far as a sheet has digits.
    assert [by_name[at]["revenue"].value for at in (0, 2)] == [1234.5, pytest.approx(1.23456789012346e19)]
    assert (first["score"].value, first["score"].data_type) == (0.5, "n")
    assert not [cell for row in rows for cell in row if cell.data_type == "f"]


def test_a_status_with_the_fields_of_its_records(crm: psycopg.Connection, tmp_path: Path) -> None:
    crm.execute("insert into crm.company (company_id, name) values (7, 'New')")
    assert export(crm, "every", tmp_path / "status.csv") == 7
    rows = read_csv(tmp_path / "status.csv")
    assert list(rows[0]) == [*COLUMNS, "since"]
    assert (rows[6]["id"], rows[6]["name"]) == ("7", "New")


def test_a_static_selection_with_the_fields_of_its_records(crm: psycopg.Connection, tmp_path: Path) -> None:
    crm.execute("select saint.selection_create('fair', 'company'), saint.selection_add('fair', '5')")
    assert export(crm, "fair", tmp_path / "fair.json") == 1
    (row,) = read_json(tmp_path / "fair.json")
    assert row["name"] == NAMES[4]
    assert list(row) == [*COLUMNS, "added_at"]


@pytest.mark.parametrize("suffix", TABLES)
def test_nobody(crm: psycopg.Connection, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"nobody{suffix}"
    assert export(crm, "nobody", file) == 0
    if suffix == ".csv":
        assert file.read_text() == "id,name\n"
    elif suffix == ".json":
        assert read_json(file) == []
    else:
        assert [[cell.value for cell in row] for row in cells(file)] == [["id", "name"]]


@pytest.mark.long
@pytest.mark.parametrize("suffix", TABLES)
def test_memory_stays_flat(crm: psycopg.Connection, tmp_path: Path, suffix: str) -> None:
    crm.execute(
        "insert into crm.company (company_id, name) select n, repeat('x', 200) from generate_series(10, 9000) n"
    )
    crm.execute("select saint.tick()")
    tracemalloc.start()
    assert export(crm, "everybody", tmp_path / f"all{suffix}") == 6 + 8991
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # All rows would be more than twice that.
    assert peak < 5_000_000


def run(crm: psycopg.Connection, *words: str) -> Result:
    return CliRunner().invoke(saint, ["export", *words, "--dsn", crm.info.dsn])


def test_the_command(crm: psycopg.Connection, tmp_path: Path) -> None:
    result = run(crm, "everybody", "-o", str(tmp_path / "all.csv"))
    assert (result.exit_code, result.stdout) == (0, f"wrote 6 rows to {tmp_path / 'all.csv'}\n")


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("everybdy", "all.csv", "there is no status, selection or monitor 'everybdy'"),
        ("everybody", "all.pdf", "known: .csv, .json, .xlsx"),
        ("everybody", "no/such/folder/all.csv", "cannot be written"),
    ],
)
def test_refused(crm: psycopg.Connection, tmp_path: Path, name: str, file: str, message: str) -> None:
    (tmp_path / "all.csv").write_text("what was there")
    result = run(crm, name, "-o", str(tmp_path / file))
    assert result.exit_code == 2
    assert message in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["all.csv"]
    assert (tmp_path / "all.csv").read_text() == "what was there"


def test_a_failure_half_way_leaves_the_file_as_it_was(crm: psycopg.Connection, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("what was there")
    crm.execute("alter table crm.company rename column name to title")
    crm.execute("insert into saint_data.company_dirty values (3)")
    with pytest.raises(psycopg.Error):
        export(crm, "everybody", file)
    assert [each.name for each in tmp_path.iterdir()] == ["all.csv"]
    assert file.read_text() == "what was there"


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 3)
    with pytest.raises(SaintError, match="a sheet holds 3 rows"):
        xlsx_file.write_xlsx(tmp_path / "all.xlsx", ["id"], [[1], [2], [3]])


def test_a_reader_may_export(crm: psycopg.Connection, tmp_path: Path) -> None:
    crm.execute("set role saint_reader")
    assert export(crm, "every", tmp_path / "all.csv") == 6


def test_texts_of_one_character(tmp_path: Path) -> None:
    csv_file.write_csv(tmp_path / "a.csv", ["a"], [["="], [""], ["\t"], ["a=b"]])
    assert [row["a"] for row in read_csv(tmp_path / "a.csv")] == ["'=", "", "'\t", "a=b"]


def test_telephone_numbers_in_csv_are_a_choice(crm: psycopg.Connection, tmp_path: Path) -> None:
    crm.execute("update crm.company set name = '+31+cmd' where company_id = 3")
    for text_safe, name in ((False, NAMES[1]), (True, f"'{NAMES[1]}")):
        export(crm, "everybody", tmp_path / "all.csv", text_safe=text_safe)
        assert [row["name"] for row in read_csv(tmp_path / "all.csv")][1:3] == [name, "'+31+cmd"]


def test_xlsx_numbers_are_numbers(tmp_path: Path) -> None:
    values: list[Any] = [1 / 3, Decimal("33.333333333333333333"), Decimal("1E+20"), 1e300, Decimal("-2.5"), Decimal(7)]
    xlsx_file.write_xlsx(tmp_path / "a.xlsx", [f"c{n}" for n in range(len(values))], [values])
    found = cells(tmp_path / "a.xlsx")[1]
    assert {cell.data_type for cell in found} == {"n"}
    assert [cell.value for cell in found] == [pytest.approx(float(value)) for value in values]
    assert [cell.number_format for cell in found] == ["#,##0.00"] * 2 + ["General"] * 4


def test_a_sheet_to_print(crm: psycopg.Connection, tmp_path: Path) -> None:
    """Landscape, as wide as a page, the header on each page and in sight, columns fitted, named after what it is."""
    file = tmp_path / "status.xlsx"
    export(crm, "every", file)
    sheet = load_workbook(file).worksheets[0]
    assert (sheet.title, sheet.page_setup.orientation, sheet.print_title_rows) == ("Everybody", "landscape", "$1:$1")
    page = sheet.sheet_properties.pageSetUpPr
    assert (page and page.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.freeze_panes == "A2"
    key, name = (sheet.column_dimensions[letter].width for letter in "AB")
    assert key < 8 < len(NAMES[0] or "") < name <= 60
    xlsx_file.write_xlsx(tmp_path / "b.xlsx", ["id"], [[1]], Look("Who: a/b [c]? 'x' and a name of many words"))
    assert load_workbook(tmp_path / "b.xlsx").sheetnames == ["Who a b c 'x' and a name of man"]


@pytest.mark.parametrize(
    ("language", "headers"),
    [("nl", ["Id", "Naam", "Founded"]), ("nb-NO", ["Id", "Navn", "Founded"]), ("DA", ["Id", "Navn", "Founded"])],
)
def test_headers_in_the_language_of_the_reader(
    crm: psycopg.Connection, tmp_path: Path, language: str, headers: list[str]
) -> None:
    for suffix in (".csv", ".xlsx"):
        assert run(crm, "everybody", "-o", str(tmp_path / f"all{suffix}"), "--language", language).exit_code == 0
    with (tmp_path / "all.csv").open(encoding="utf-8") as opened:
        assert next(csv.reader(opened))[:3] == headers
    assert [cell.value for cell in cells(tmp_path / "all.xlsx")[0]][:3] == headers
    # What programs read has the same names in every language.
    assert run(crm, "everybody", "-o", str(tmp_path / "all.json"), "--language", language).exit_code == 0
    assert list(read_json(tmp_path / "all.json")[0]) == COLUMNS
    assert "en, nl, no, da" in run(crm, "everybody", "-o", str(tmp_path / "x.csv"), "--language", "fr").stderr


def test_a_part_of_it(crm: psycopg.Connection, tmp_path: Path) -> None:
    file = tmp_path / "part.json"
    part = "number > 0 and founded > date '2000-01-01' and founded < today"
    assert run(crm, "everybody", "-o", str(file), "--where", part).exit_code == 0
    expected = "select company_id from crm.company where number > 0 and founded between '2000-01-02' and '2026-05-31'"
    assert [(row["id"],) for row in read_json(file)] == crm.execute(expected).fetchall() == [(1,)]
    for wrong, says in (
        ("nubmer > 0", 'column "nubmer" does not exist'),
        ("id in (select 1)", "subquer"),
        ("true) or (true", "not an SQL expression"),
    ):
        refused = run(crm, "everybody", "-o", str(file), "--where", wrong)
        assert (refused.exit_code, says in refused.stderr) == (2, True), refused.stderr
    assert "no areas" in run(crm, "everybody", "-o", str(file), "--area", "veel").stderr
