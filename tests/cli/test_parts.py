"""A file is a part: several files and folders make one definition, and each that is given is an owner."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from pg_saint.cli import saint as command
from tests.cli.conftest import DEFINITION, Saint
from tests.support import value

MAPPING, STATUSES = DEFINITION.read_text().split("statuses:\n")
LEADS = """
statuses:
  lead:
    on: company
    when: category = 'Lead'
selections:
  leads:
    on: company
    when: status('lead')
    columns: [name]
"""


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Path, Path]:
    """dba/ maps the tables and has a status; app/ has a status and a selection of its own."""
    dba, app = tmp_path / "dba", tmp_path / "app"
    dba.mkdir()
    app.mkdir()
    (dba / "mapping.yaml").write_text(MAPPING)
    (dba / "statuses.yaml").write_text("statuses:\n" + STATUSES)
    (app / "statuses.yaml").write_text(LEADS)
    return dba, app


def installed(dsn: str) -> list[tuple[Any, ...]]:
    """Each status with the ids of those that have it, and the owners in force."""
    with psycopg.connect(dsn) as connection:
        having = (
            "select array_agg(c.id::integer order by c.id::integer) from saint.statusvalue c where c.status = s.status"
        )
        statuses = connection.execute(f"select s.status, ({having}) from saint.status s order by 1").fetchall()
        owners = connection.execute("select owner, array_agg(file order by file) from saint.definition group by 1")
        return [
            *statuses,
            *((owner, sorted(Path(f).name for f in files)) for owner, files in sorted(owners.fetchall())),
        ]


def done(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output


def refused(result: Result, *said: str) -> None:
    assert result.exit_code == 2, result.output
    for each in said:
        assert each in result.stderr


def test_what_a_file_no_longer_has_goes_and_what_another_owns_stays(
    crm: str, saint: Saint, parts: tuple[Path, Path]
) -> None:
    dba, app = parts
    both = [
        ("lead", [3]),
        ("neglected_customer", [2]),
        ("app", ["statuses.yaml"]),
        ("dba", ["mapping.yaml", "statuses.yaml"]),
    ]
    refused(saint("apply", str(app)), "unknown entity company")
    done(saint("apply", str(dba), str(app)))
    assert installed(crm) == both
    assert "nothing to do" in done(saint("apply", str(app)))
    assert "nothing to do" in done(saint("apply", str(dba)))
    # A preview and the SQL of a part see the parts of others too.
    assert "1 of entity company" in done(saint("preview", str(app), "lead"))
    assert "neglected_customer" in done(saint("compile", str(app)))

    (app / "statuses.yaml").write_text(LEADS.replace("lead:\n", "prospect:\n").replace("'lead'", "'prospect'"))
    told = json.loads(done(saint("plan", str(app), "--json")))
    assert told["others"] == ["stays as it is: what dba has in force"]
    done(saint("apply", str(app)))
    assert installed(crm) == [("neglected_customer", [2]), ("prospect", [3]), *both[2:]]

    # A part that moves to another owner is given with both.
    (dba / "statuses.yaml").write_text("")
    refused(saint("plan", str(dba / "mapping.yaml")), "entities.company is also defined at", "belongs to dba", "--only")
    (app / "statuses.yaml").write_text(LEADS.replace("selections:", STATUSES + "selections:"))
    refused(saint("apply", str(app)), "statuses.neglected_customer is also defined at", "belongs to dba")
    done(saint("apply", str(dba), str(app)))
    assert installed(crm)[:2] == both[:2]
    assert "nothing to do" in done(saint("apply", str(app)))

    (dba / "statuses.yaml").write_text("statuses:\n" + STATUSES)
    assert "goes: what app has in force" in done(saint("apply", str(dba), "--only", "--yes"))
    assert installed(crm) == [("neglected_customer", [2]), ("dba", ["mapping.yaml", "statuses.yaml"])]


def test_an_owner_has_the_name_of_the_folder_wherever_that_is(
    crm: str, saint: Saint, parts: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each from its own checkout, where the files have the same names."""
    dba, app = parts
    monkeypatch.chdir(dba)
    done(saint("apply", "."))
    monkeypatch.chdir(app)
    done(saint("apply", "."))
    owners = [("app", ["statuses.yaml"]), ("dba", ["mapping.yaml", "statuses.yaml"])]
    assert installed(crm) == [("lead", [3]), ("neglected_customer", [2]), *owners]
    assert "nothing to do" in done(saint("apply", "../app"))
    (app / "saint").mkdir()
    refused(saint("apply", ".", str(dba / ".." / "app")), "have the same name, and would be one owner")
    # attach puts back what is in force, of every owner.
    done(saint("detach"))
    done(saint("attach"))
    assert installed(crm)[2:] == owners


def test_the_same_definition_under_another_name_takes_its_place(crm: str, saint: Saint, tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(DEFINITION.read_text())
    second.write_text(MAPPING + LEADS)
    done(saint("apply", str(first)))
    assert "second.yaml takes the place of first.yaml" in done(saint("apply", str(second)))
    assert installed(crm) == [("lead", [3]), ("second.yaml", ["second.yaml"])]


def test_what_would_take_everything_away_is_refused(crm: str, saint: Saint, parts: tuple[Path, Path]) -> None:
    dba, app = parts
    empty = dba.parent / "empty.yaml"
    for text in ("", "# later\n", "timezone: Europe/Oslo\n"):
        empty.write_text(text)
        refused(saint("apply", str(empty)), "--allow-empty")
    done(saint("apply", str(dba), str(app)))
    before = installed(crm)
    for file, text in ((app / "statuses.yaml", ""), (app / "statuses.yaml", "timezone: Europe/Oslo\n")):
        file.write_text(text)
        for words in (("apply", str(app)), ("plan", str(app)), ("apply", str(app), "--online")):
            refused(saint(*words), "statuses.yaml:1:", "--allow-empty")
    empty.write_text("timezone: Europe/Oslo\n")
    refused(saint("apply", str(empty), "--only"), "--allow-empty")
    assert installed(crm) == before
    # Settings may be a part of their own beside others.
    assert "nothing to do" not in done(saint("apply", str(empty)))
    (app / "statuses.yaml").unlink()
    refused(saint("apply", str(app)), "holds no .yaml file")
    done(saint("apply", str(app), "--allow-empty"))
    assert installed(crm)[0] == ("neglected_customer", [2])
    # Entities of which nothing is asked.
    (dba / "statuses.yaml").write_text("")
    refused(saint("apply", str(dba)), "everything that is compiled would go", "--allow-empty")
    done(saint("apply", str(dba), "--allow-empty"))
    with psycopg.connect(crm) as connection:
        assert value(connection, "select count(*) from saint.compiled") == 0


def test_validate_reads_standard_input() -> None:
    done = CliRunner().invoke(command, ["validate", "-"], input=DEFINITION.read_bytes())
    assert (done.exit_code, done.stdout) == (0, "stdin is valid: 1 entities, 1 sources, 1 statuses\n")
    wrong = DEFINITION.read_text().replace("category = 'Customer'", "categori = 'Customer'")
    refused = CliRunner().invoke(command, ["validate", "-"], input=io.BytesIO(wrong.encode()))
    assert (refused.exit_code, refused.stderr.splitlines()[0]) == (2, "stdin:24: company has no field categori")


@pytest.mark.usefixtures("crm")
@pytest.mark.parametrize("word", ["validate", "plan", "apply", "preview"])
def test_errors_as_json(word: str, saint: Saint, tmp_path: Path) -> None:
    file = tmp_path / "crm.yaml"
    text = DEFINITION.read_text().replace("rank: 10", "rang: 10").replace("category = 'C", "categori\n          = 'C")
    file.write_text(text)
    words = (word, str(file), *(["neglected_customer"] if word == "preview" else []), "--json")
    result = saint(*words)
    assert (result.exit_code, result.stderr) == (2, "")
    assert json.loads(result.stdout) == {
        "errors": [
            {
                "path": "statuses.neglected_customer.when.0",
                "file": str(file),
                "line": 24,
                "message": "company has no field categori",
                "remedy": "did you mean category?",
            },
            {
                "path": "statuses.neglected_customer.rang",
                "file": str(file),
                "line": 27,
                "message": "statuses.neglected_customer: unknown key rang",
                "remedy": "did you mean rank?",
            },
        ]
    }


def test_answers_as_json(crm: str, saint: Saint, definition: str) -> None:
    assert json.loads(done(saint("validate", definition, "--json")))["errors"] == []
    applied = json.loads(done(saint("apply", definition, "--json")))
    assert (applied["applied"], applied["errors"], bool(applied["stages"])) == (True, [], True)
    assert json.loads(done(saint("apply", definition, "--json")))["applied"] is False
    with psycopg.connect(crm, autocommit=True) as connection:
        connection.execute("drop table crm.activity")
    (error,) = json.loads(saint("plan", definition, "--json").stdout)["errors"]
    assert (error["path"], error["line"]) == ("sources.activity.table", 13)
