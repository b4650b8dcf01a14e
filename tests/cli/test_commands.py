"""From validate to drop, on a small CRM."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.definitions.document import read_document
from pg_saint.plan import make_plan
from pg_saint.validate import load
from tests.cli.conftest import Saint
from tests.support import value


def test_validate_needs_no_database(saint: Saint, definition: str) -> None:
    result = saint("validate", definition)
    assert result.exit_code == 0
    assert "1 entities, 1 sources, 1 statuses" in result.stdout


def test_library_lists_ready_statuses_and_prints_one(saint: Saint, tmp_path: Path) -> None:
    listed = {row["name"]: row for row in json.loads(saint("library", "--json").stdout)}
    assert listed["not_bought"]["parameters"]["days"] == 90
    assert listed["not_bought"]["needs"] == [
        "company.category",
        "company.name",
        "company.owner",
        "sale.date",
        "sale.status",
    ]
    assert "not_bought" in saint("library").stdout
    printed = tmp_path / "not_bought.yaml"
    printed.write_text(saint("library", "not_bought").stdout)
    assert "past(90)" in read_document(printed).data["statuses"]["not_bought"]["when"][1]
    assert saint("library", "not_bougt").exit_code == 2


def test_compile_prints_sql_and_changes_nothing(crm: str, saint: Saint, definition: str) -> None:
    result = saint("compile", definition)
    assert result.exit_code == 0
    assert "create or replace view saint.company_status" in result.stdout
    with psycopg.connect(crm) as connection:
        assert value(connection, "select count(*) from saint.compiled") == 0


def test_plan_then_apply_then_nothing(crm: str, saint: Saint, definition: str) -> None:
    assert saint("plan", definition).exit_code == 0
    assert saint("plan", definition, "--exit-code").exit_code == 1
    assert json.loads(saint("plan", definition, "--json").stdout)["stages"]
    assert saint("apply", definition, "--yes").exit_code == 0
    again = saint("plan", definition, "--exit-code")
    assert (again.exit_code, again.stdout) == (0, "nothing to do\n")
    assert saint("apply", definition).stdout == "nothing to do\n"
    with psycopg.connect(crm) as connection:
        assert connection.execute("select id, status from saint.company_status").fetchall() == [
            (2, "neglected_customer")
        ]


Interlude = Callable[[Callable[[], object]], None]
WAYS = pytest.mark.parametrize("way", [(), ("--online",)], ids=["in one transaction", "online"])


@pytest.fixture
def before_the_answer(monkeypatch: pytest.MonkeyPatch) -> Interlude:
    """Takes what happens while `saint apply` waits for an answer to "Apply this?"."""

    def taken(happens: Callable[[], object]) -> None:
        monkeypatch.setattr("pg_saint.cli.applying.ask", lambda *_: happens())

    return taken


def renamed(definition: str, file: Path) -> Path:
    """Another definition, in `file`."""
    file.write_text(Path(definition).read_text().replace("neglected_customer", "forgotten_customer"))
    return file


@WAYS
def test_what_is_confirmed_is_what_is_applied(
    crm: str, saint: Saint, definition: str, tmp_path: Path, before_the_answer: Interlude, way: tuple[str, ...]
) -> None:
    file = tmp_path / "crm.yaml"
    text = Path(definition).read_text()
    file.write_text(text)
    before_the_answer(lambda: renamed(definition, file))
    assert saint("apply", str(file), *way).exit_code == 0
    with psycopg.connect(crm) as connection:
        assert value(connection, "select status from saint.statusdef") == "neglected_customer"
        assert value(connection, "select content from saint.definition") == text


@WAYS
def test_an_apply_of_somebody_else_before_the_answer_stands(
    crm: str, saint: Saint, definition: str, tmp_path: Path, before_the_answer: Interlude, way: tuple[str, ...]
) -> None:
    other = load([renamed(definition, tmp_path / "other.yaml")])
    with psycopg.connect(crm, autocommit=True) as connection:
        before_the_answer(lambda: apply_plan(connection, make_plan(connection, other)))
        result = saint("apply", definition, *way)
        assert (result.exit_code, "somebody else has applied definitions" in result.stderr) == (2, True)
        assert value(connection, "select status from saint.statusdef") == "forgotten_customer"


def test_drop(applied: str, saint: Saint) -> None:
    assert "removed" in saint("drop", "--yes").stdout
    assert saint("drop").stdout == "nothing was installed\n"
    with psycopg.connect(applied) as connection:
        triggers = "select count(*) from pg_trigger where not tgisinternal and tgrelid = 'crm.activity'::regclass"
        assert value(connection, triggers) == 0


def test_status(applied: str, saint: Saint) -> None:
    with psycopg.connect(applied) as connection:
        connection.execute("insert into saint_data.company_dirty (id) values (1)")
    found = json.loads(saint("status", "--json").stdout)
    assert found["clock"] == {"today": "2026-06-01", "pinned": True, "zone": "Europe/Oslo"}
    (company,) = found["entities"]
    assert (company["records"], company["dirty_marks"], company["indirect_marks"], company["due"]) == (3, 1, 0, 0)
    assert [(row["status"], row["matches"]) for row in found["statuses"]] == [("neglected_customer", 1)]
    assert "neglected_customer" in saint("status").stdout
    # nothing has ever ticked, so nobody knows for how long the mark has been waiting
    assert company["lag"] is None
    saint("tick")
    # in seconds
    assert [row["lag"] for row in json.loads(saint("status", "--json").stdout)["entities"]] == [0]


def test_status_before_the_first_apply(crm: str, saint: Saint) -> None:
    assert crm
    assert "nothing is applied yet" in saint("status").stdout


@pytest.mark.parametrize("jobs", [(), ("--jobs", "3")])
def test_tick(applied: str, saint: Saint, jobs: tuple[str, ...]) -> None:
    with psycopg.connect(applied) as connection:
        connection.execute("insert into saint_data.company_dirty (id) values (1), (2)")
    result = saint("tick", "--batch", "1", *jobs)
    assert result.exit_code == 0
    *words, number = result.stdout.split()
    assert words == ["entity", "recomputed", "company"]
    # Of two side by side one may do again what the other has just done.
    assert number in (("2", "3", "4") if jobs else ("2",))
    with psycopg.connect(applied) as connection:
        assert value(connection, "select recomputed from saint.last_tick where entity = 'company'") == int(number)
        assert value(connection, "select count(*) from saint_data.company_dirty") == 0


def test_explain(applied: str, saint: Saint) -> None:
    assert applied
    explained = json.loads(saint("explain", "neglected_customer", "1", "--json").stdout)
    assert explained["active"] is False
    category, calls = explained["criteria"]
    assert (category["met"], category["changes_on"]) == (True, None)
    # Two calls, of 20 and 25 May: the first leaves the thirty days on 19 June.
    assert (calls["value"], calls["met"], calls["changes_on"]) == ("2", False, "2026-06-19")
    assert "1 does not have the status neglected_customer" in saint("explain", "neglected_customer", "1").stdout


def test_explain_and_preview_show_names_beside_ids(applied: str, saint: Saint, definition: str) -> None:
    with psycopg.connect(applied) as connection:
        name = value(connection, "select name from crm.company where company_id = 1")
        other = value(connection, "select name from crm.company where company_id = 2")
    assert f"{name}: 1 does not have the status" in saint("explain", "neglected_customer", "1").stdout
    assert json.loads(saint("explain", "neglected_customer", "1", "--json").stdout)["name"] == name
    assert f"for instance 2 ({other})" in saint("preview", definition, "neglected_customer").stdout


def test_explain_of_what_is_not_there(applied: str, saint: Saint) -> None:
    assert applied
    unknown = saint("explain", "neglected", "1")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "Known: neglected_customer." in unknown.stderr
    assert saint("explain", "neglected_customer", "99").exit_code == 2


def test_check_finds_and_repairs(applied: str, saint: Saint) -> None:
    assert saint("check").exit_code == 0
    with psycopg.connect(applied) as connection:
        connection.execute("update saint_data.company set category = 'Lead' where id = 2")
    found = saint("check", "--json")
    assert found.exit_code == 1
    assert {row["id"] for row in json.loads(found.stdout)["differences"]} == {"2"}
    repaired = saint("check", "--repair")
    assert repaired.exit_code == 0
    assert "repaired; 0 differences left" in repaired.stderr
    assert saint("check").stdout == "every stored row matches the truth\n"


def test_preview(crm: str, saint: Saint, definition: str) -> None:
    with psycopg.connect(crm) as connection:
        connection.execute("select saint.set_today('2026-06-19')")
    found = json.loads(saint("preview", definition, "neglected_customer", "--json").stdout)
    assert found == {"status": "neglected_customer", "entity": "company", "matches": 2, "sample": ["1", "2"]}
    unknown = saint("preview", definition, "neglected_customers")
    assert unknown.exit_code == 2
    assert "did you mean neglected_customer?" in unknown.stderr


def test_preview_of_past_days(crm: str, saint: Saint, definition: str) -> None:
    with psycopg.connect(crm) as connection:
        connection.execute("select saint.set_today('2026-06-26')")
    words = ("preview", definition, "neglected_customer", "--since", "2026-06-10")
    found = json.loads(saint(*words, "--json").stdout)
    # The calls of 20 and 25 May are in the window until 18 and 23 June.
    assert [(row["day"], row["matches"], row["had"]) for row in found["days"]] == [
        ("2026-06-10", 1, None),
        ("2026-06-17", 1, None),
        ("2026-06-24", 2, None),
        ("2026-06-26", 2, None),
    ]
    assert found["notes"][:2] == [
        "as it is now, not as it was: category",
        "events of activity as they are now, not as they were: direction",
    ]
    assert found["notes"][2:] == [
        "each company of now, also on days when it was not there yet, and without those deleted since",
        "events of the records that they belong to now; what was entered later under an earlier date counts",
    ]
    shown = saint(*words, "--every", "month")
    assert [line.split() for line in shown.stdout.splitlines()[1:]] == [["2026-06-10", "1"], ["2026-06-26", "2"]]
    assert "note: as it is now" in shown.stderr
    assert saint("preview", definition, "neglected_customer", "--since", "2026-07-01").exit_code == 2


def test_preview_beside_the_history(applied: str, saint: Saint, definition: str) -> None:
    with psycopg.connect(applied) as connection:
        connection.execute("select saint.set_today('2020-01-10')")
        connection.execute("update saint.status set exact_since = '2020-01-01'")
        connection.execute("delete from saint.status_change")
        connection.execute(
            "insert into saint.status_change (id, entity, status, active, changed_at)"
            " values ('1', 'company', 'neglected_customer', true, '2020-01-02 12:00Z')"
        )
    found = json.loads(saint("preview", definition, "neglected_customer", "--since", "2020-01-01", "--json").stdout)
    assert [(row["day"], row["matches"]) for row in found["days"]][:2] == [("2020-01-01", 2), ("2020-01-08", 2)]
    assert [row["had"] for row in found["days"]][:2] == [None, 1]


@pytest.mark.usefixtures("crm")
def test_preview_says_which_values_it_takes_from_today(saint: Saint, definition: str, tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    latest = "  latest: {on: company, when: max(activity.direction) filter (where past(30)) = 'outgoing', rank: 20}\n"
    more.write_text(Path(definition).read_text() + latest)
    found = json.loads(saint("preview", str(more), "latest", "--since", "2026-06-01", "--json").stdout)
    assert found["notes"][0] == "events of activity as they are now, not as they were: direction"


@pytest.mark.usefixtures("crm")
def test_preview_of_a_status_that_names_another(saint: Saint, definition: str, tmp_path: Path) -> None:
    both = tmp_path / "both.yaml"
    forgotten = "  forgotten: {on: company, when: status('neglected_customer') and name = 'Polder Dairy', rank: 20}\n"
    both.write_text(Path(definition).read_text() + forgotten)
    assert json.loads(saint("preview", str(both), "forgotten", "--json").stdout)["sample"] == ["2"]


def test_install_finds_the_files_in_place(saint: Saint) -> None:
    assert saint("install").stdout == "the extension's files are in place\n"


def test_output_in_a_pipe_is_not_cut(applied: str, saint: Saint) -> None:
    assert applied
    text = saint("explain", "neglected_customer", "1").stdout
    assert "direction = 'outgoing'" in text
    assert "…" not in text
    assert "\x1b" not in text


def test_a_folder_is_a_definition(saint: Saint, definition: str) -> None:
    assert saint("validate", str(Path(definition).parent)).exit_code == 0
