"""Every command and option, and what it exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pg_saint.cli import saint
from tests.interface.conftest import DEFINITIONS

OPTIONS = {
    "demo": [], "install": [], "init": ["--preset", "-o"], "validate": [], "compile": [], "plan": ["--exit-code"],
    "apply": ["--online", "--yes"], "preview": ["--since"], "status": ["--json"], "tick": [], "run": ["--metrics"],
    "serve": ["--host", "--port"],
    "explain": [], "check": ["--repair"], "export": ["-o"], "report": ["-o"], "detach": [], "attach": [],
    "doctor": [], "drop": [], "pull": ["-o"],
}  # fmt: skip


@pytest.mark.parametrize("command", OPTIONS)
def test_options(command: str) -> None:
    done = CliRunner().invoke(saint, [command, "--help"])
    assert done.exit_code == 0
    for option in [*OPTIONS[command], *(["--dsn"] if command not in ("demo", "install", "validate") else [])]:
        assert option in done.output


def run(dsn: str, *arguments: object) -> Result:
    return CliRunner().invoke(saint, ["--dsn", dsn, *map(str, arguments)])


def test_a_folder_is_a_definition(interface_dsn: str) -> None:
    assert run(interface_dsn, "validate", DEFINITIONS).exit_code == 0
    assert "create" in run(interface_dsn, "compile", DEFINITIONS).output
    done = run(interface_dsn, "plan", DEFINITIONS, "--exit-code")
    assert (done.exit_code, "nothing to do" in done.output) == (0, True)
    assert run(interface_dsn, "plan", DEFINITIONS / "crm.yaml", "--exit-code").exit_code == 1


def test_answers(interface_dsn: str) -> None:
    assert "2 of entity" not in run(interface_dsn, "preview", DEFINITIONS, "neglected_customer").output
    explained = run(interface_dsn, "explain", "neglected_customer", "2")
    assert (explained.exit_code, "category = 'Customer'" in explained.output) == (0, True)
    assert run(interface_dsn, "check").exit_code == 0
    assert json.loads(run(interface_dsn, "status", "--json").stdout)["clock"]["today"] == "2026-06-01"


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        *(("to_call", ending) for ending in ("csv", "xlsx", "json")),
        ("neglected_customer", "csv"),
        ("top_customers", "xlsx"),
        # the one with coordinates
        ("top_customers", "geojson"),
    ],
)
def test_export(interface_dsn: str, tmp_path: Path, name: str, ending: str) -> None:
    file = tmp_path / f"out.{ending}"
    done = run(interface_dsn, "export", name, "-o", file)
    assert (done.exit_code, file.exists()) == (0, True), done.output


def test_report(interface_dsn: str, tmp_path: Path) -> None:
    assert run(interface_dsn, "report", "-o", tmp_path / "report.html").exit_code == 0
    assert "Neglected customer" in (tmp_path / "report.html").read_text()


def test_wrong_input_exits_with_2_and_says_where(interface_dsn: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("statuses:\n  lost:\n    on: company\n    when: true\n")
    done = run(interface_dsn, "validate", file)
    assert done.exit_code == 2
    assert "wrong.yaml:3: unknown entity company" in done.output
    for wrong in (["export", "nothing", "-o", tmp_path / "x.csv"], ["explain", "nothing", "1"], ["plan", "no.yaml"]):
        assert run(interface_dsn, *wrong).exit_code == 2
