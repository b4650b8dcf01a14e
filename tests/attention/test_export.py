"""Monitors as files: the grid with its bands in colour, revenue for those who may see it, points on a map."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from pg_saint.cli import saint
from pg_saint.errors import SaintError
from pg_saint.export import export
from tests.attention.conftest import Crm


@pytest.fixture
def three(crm: Crm) -> Crm:
    crm.execute(
        "insert into crm.company (company_id, code, name, color, lat, lon) values"
        " (1, 'A', 'Ahrend', '#ff8800', 51.9, 4.5), (2, 'B', 'Bolt', null, null, 4.5), (3, 'C', 'Cars', null, 52, 5)"
    )
    crm.execute("insert into crm.activity (company_id, starts_at) select 1, '2026-05-05' from generate_series(1, 9)")
    crm.execute("insert into crm.activity (company_id, starts_at) values (2, '2026-05-05')")
    crm.execute("insert into crm.invoice values ('F1', 1, 1, '2026-05-05', 12.50)")
    crm.execute("select saint.recalculate('customers')")
    return crm


def test_xlsx_has_the_bands_in_colour(three: Crm, tmp_path: Path) -> None:
    file = tmp_path / "grid.xlsx"
    assert export(three.connection, "customers", file) == 3
    sheet = load_workbook(file).worksheets[0]
    names = [cell.value for cell in sheet[1]]
    band, color, total = names.index("band_color"), names.index("color"), names.index("total")
    assert [row[total].value for row in sheet.iter_rows(min_row=2)] == [9, 1, 0]
    fills = [row[band].fill.start_color.rgb[-6:] for row in sheet.iter_rows(min_row=2)]
    assert fills == ["FDD835", "757575", "E53935"]
    assert sheet[2][color].fill.start_color.rgb[-6:] == "FF8800"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


def test_one_band(three: Crm, tmp_path: Path) -> None:
    assert export(three.connection, "monitor:customers/0", tmp_path / "red.csv") == 1
    [row] = csv.DictReader((tmp_path / "red.csv").read_text().splitlines())
    assert (row["code"], row["total"], row["days"], row["band_color"]) == ("C", "0", "", "red")


def test_revenue_is_there_for_those_who_may_see_it(three: Crm, tmp_path: Path) -> None:
    file = tmp_path / "grid.json"
    for role, seen in (("saint_reader", False), ("saint_admin", True)):
        three.execute(f"set role {role}".encode())
        export(three.connection, "customers", file)
        three.execute("reset role")
        assert ("revenue" in json.loads(file.read_text())[0]) is seen
        assert ("12.5" in file.read_text()) is seen


def test_geojson_leaves_out_who_has_no_coordinates_and_says_so(three: Crm, tmp_path: Path) -> None:
    file = tmp_path / "map.geojson"
    result = CliRunner().invoke(saint, ["export", "customers", "-o", str(file), "--dsn", three.dsn])
    assert result.exit_code == 0, result.output
    assert result.output == f"wrote 2 rows to {file}; 1 without coordinates are left out\n"
    found = json.loads(file.read_text())
    assert found["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in found["features"]] == [
        {"type": "Point", "coordinates": [4.5, 51.9]},
        {"type": "Point", "coordinates": [5, 52]},
    ]
    assert found["features"][0]["properties"]["band"] == 5


def test_no_coordinates_mapped(three: Crm, tmp_path: Path) -> None:
    three.apply(("\nmonitors:", "\nselections:\n  all: {on: company, when: 'true', columns: [name]}\n\nmonitors:"))
    with pytest.raises(SaintError, match="these records have no coordinates"):
        export(three.connection, "all", tmp_path / "map.geojson")
    assert not list(tmp_path.glob("*.geojson"))


def test_an_unknown_monitor(three: Crm, tmp_path: Path) -> None:
    arguments = ["export", "monitor:nothing", "-o", str(tmp_path / "x.csv"), "--dsn", three.dsn]
    assert CliRunner().invoke(saint, arguments).exit_code == 2


def test_a_part_in_the_language_of_the_reader(three: Crm, tmp_path: Path) -> None:
    """Bands and areas, by any name that somebody knows them by; ratios are rounded."""
    file = tmp_path / "part.csv"

    def rows(*words: str) -> list[list[str]]:
        done = CliRunner().invoke(
            saint, ["export", "customers", "-o", str(file), *words, "--dsn", three.connection.info.dsn]
        )
        assert done.exit_code == 0, done.output
        return list(csv.reader(file.read_text().splitlines()))

    header, *found = rows("--area", "weinig", "--language", "nl")
    code, color, area = (header.index(name) for name in ("Code", "Kleur van het vak", "Aandacht naar omzet"))
    assert {row[code]: row[color] for row in found} == {"B": "donkergrijs", "C": "rood"}
    assert {row[code]: row[color] for row in rows("--band", "5", "--language", "da")[1:]} == {"A": "gul"}
    [row] = rows("--where", "code = 'A'", "--language", "nl")[1:]
    assert row[header.index("Omzet per contactmoment")] == "1.39"
    [row] = rows("--area", "possibly too much", "--where", "total = 1", "--language", "nl")[1:]
    assert (row[code], row[area]) == ("B", "mogelijk te veel")
