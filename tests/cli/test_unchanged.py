"""An apply that found nothing to do is remembered until something changes that a plan reads."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.cli import applying
from pg_saint.cli.unchanged import Unchanged
from tests.cli.conftest import DEFINITION, Saint

IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0L9 {}"/></svg>'


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the definition, and an image in another one; answers are kept beside them."""
    folder = tmp_path / "definitions"
    folder.mkdir()
    (tmp_path / "image.svg").write_text(IMAGE.format(1))
    text = DEFINITION.read_text()
    status = next(line for line in text[text.index("\nstatuses:") :].splitlines()[2:] if line.startswith("    "))
    (folder / "crm.yaml").write_text(text.replace(status, f"    image: ../image.svg\n{status}", 1))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Grows with each plan that apply makes."""
    made: list[None] = []
    before = applying.made_of

    def counted(*given: object) -> object:
        made.append(None)
        return before(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(applying, "made_of", counted)
    return made


@pytest.fixture
def remembered(crm: str, files: Path, saint: Saint, planned: list[None]) -> Iterator[psycopg.Connection]:
    """Applied, and found unchanged by two more; a connection of who changes something then."""
    assert saint("apply", str(files)).exit_code == 0
    first, again = (saint("apply", str(files)) for _ in range(2))
    assert (again.exit_code, again.stdout, again.stderr) == (0, first.stdout, first.stderr)
    assert first.output.endswith("nothing to do\n")
    # the first apply, and the one that found nothing to do
    assert len(planned) == 2
    told = saint("apply", str(files), "--json").stdout
    assert json.loads(told)["applied"] is False
    assert len(planned) == 2
    with psycopg.connect(crm, autocommit=True) as connection:
        yield connection


CHANGES: dict[str, Callable[[psycopg.Connection, Path], object]] = {
    "a file": lambda _, files: (files / "crm.yaml").write_text((files / "crm.yaml").read_text() + "\n# more\n"),
    "another file": lambda _, files: (files / "more.yaml").write_text("periods: [30, 90]\n"),
    "a column": lambda crm, _: crm.execute("alter table crm.company add column more text"),
    "a type": lambda crm, _: crm.execute("create domain crm.word as text"),
    "an index": lambda crm, _: crm.execute("create index on crm.company (name)"),
    "a trigger": lambda crm, _: crm.execute("alter table crm.company disable trigger user"),
    "a view that stands on ours": lambda crm, _: crm.execute("create view mine as select * from saint.company_counter"),
    "a setting": lambda crm, _: crm.execute("set local work_mem = '9MB'"),
    "a comment": lambda crm, _: crm.execute("comment on view saint.company_status is 'mine'"),
    "a grant": lambda crm, _: crm.execute("grant select on saint.company_status to public"),
    "what is in force": lambda crm, _: crm.execute("update saint.status set rank = rank"),
    "a selection": lambda crm, _: crm.execute("select saint.selection_create('fair', 'company')"),
    "a role": lambda crm, _: crm.execute("create role saint_test_another"),
    "a trigger of ours": lambda crm, _: crm.execute("drop trigger saint_insert on crm.activity"),
}


def test_changes_are_seen(applied: str, files: Path) -> None:
    with psycopg.connect(applied) as connection:

        def depends_on(*words: object) -> Path | None:
            return Unchanged(connection, [files], words).file

        before = depends_on()
        assert before is not None
        assert before == depends_on()
        assert before != depends_on("--only")
        assert Unchanged(connection, [Path("-")], ()).file is None
        unseen = []
        for what, change in CHANGES.items():
            with connection.transaction(force_rollback=True):
                kept = {file: file.read_text() for file in files.iterdir()}
                change(connection, files)
                unseen += [what] if depends_on() == before else []
                for file in files.iterdir():
                    file.write_text(kept[file]) if file in kept else file.unlink()
        assert unseen == []
        connection.execute("update crm.activity set direction = 'outgoing'")
        connection.execute("select saint.tick()")
        connection.execute("analyze")
        assert depends_on() == before


def test_another_image_and_other_code(
    remembered: psycopg.Connection, saint: Saint, files: Path, planned: list[None], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (files.parent / "image.svg").write_text(IMAGE.format(2))
    assert saint("apply", str(files)).output.startswith("update names, ranks, texts")
    assert len(planned) == 3
    assert saint("apply", str(files)).output.endswith("nothing to do\n")
    other = shutil.copytree(Path(applying.__file__).parents[1], tmp_path / "pg_saint")
    os.utime(other / "plan" / "diff.py", (0, 0))
    monkeypatch.setattr("pg_saint.__file__", str(other / "__init__.py"))
    assert Unchanged(remembered, [files], (False, None, False, False)).told() is None


@pytest.mark.usefixtures("remembered")
def test_answers_that_cannot_be_read_or_kept(saint: Saint, files: Path, planned: list[None]) -> None:
    kept = files.parent / "cache" / "pg_saint" / "nothing_to_do"
    for answer in kept.iterdir():
        answer.write_text('{"told": [')
    assert saint("apply", str(files)).output.endswith("nothing to do\n")
    assert len(planned) == 3
    shutil.rmtree(kept)
    kept.write_text("no folder")
    assert saint("apply", str(files)).output.endswith("nothing to do\n")
    assert len(planned) == 4
