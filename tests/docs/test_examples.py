"""What the documentation shows is what the product takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from pg_saint.apply import apply_plan
from pg_saint.cluster.provider import Provider
from pg_saint.definitions import Model
from pg_saint.errors import SaintError
from pg_saint.plan import make_plan
from pg_saint.resolve import resolve
from pg_saint.validate import load
from tests.support import Connect, fresh_database

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DEFINITIONS = ROOT / "docs" / "definitions.md"
PAGES = [README, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md"))]
SCHEMAS = ROOT / "docs" / "schemas.md"
DEFINING = [README, *(ROOT / "docs" / f"{name}.md" for name in (
    "attention", "criteria", "definitions", "history", "library", "schemas", "selections", "texts", "variables",
))]  # fmt: skip
REFUSED = re.findall(r"^\| `(.+?)` \| `(.+?)` \| `(.+?)` \|$", DEFINITIONS.read_text(), re.MULTILINE)


def blocks(page: Path, language: str) -> list[str]:
    """The fenced blocks of a page in one language, in order; a page without any is not the one that was meant."""
    found = re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    assert found, f"{page} has no block of {language}"
    return found


def written(page: Path, folder: Path) -> list[Path]:
    """The YAML blocks of a page, each as a file."""
    files = []
    for number, text in enumerate(blocks(page, "yaml"), 1):
        file = folder / f"{page.stem.lower()}_{number}.yaml"
        file.write_text(text)
        files.append(file)
    return files


def test_the_pages_with_definitions_are_known() -> None:
    assert {page for page in PAGES if "\n```yaml\n" in page.read_text()} == set(DEFINING)


@pytest.mark.parametrize("page", DEFINING, ids=lambda page: page.name)
def test_the_yaml_of_a_page_is_one_definition(page: Path, tmp_path: Path) -> None:
    load(written(page, tmp_path))


@pytest.mark.parametrize("page", [README, DEFINITIONS, SCHEMAS], ids=lambda page: page.name)
def test_it_is_applied_to_the_tables_of_the_page(page: Path, tmp_path: Path, connect: Connect) -> None:
    connection = connect(autocommit=True)
    for statements in blocks(page, "sql"):
        connection.execute(statements.encode())
    plan = make_plan(connection, load(written(page, tmp_path)))
    assert all("is absent" in warning for warning in plan.warnings)
    apply_plan(connection, plan)
    assert connection.execute("select * from saint.check()").fetchall() == []


def test_the_readme_has_a_neglected_customer(tmp_path: Path, connect: Connect) -> None:
    connection = connect(autocommit=True)
    for statements in blocks(README, "sql"):
        connection.execute(statements.encode())
    apply_plan(connection, make_plan(connection, load(written(README, tmp_path))))
    neglected = b"select id from saint.company_status where status = 'neglected_customer'"
    assert connection.execute(neglected).fetchall() == [(1,)]
    connection.execute("insert into crm.activity (company_id, direction) values (1, 'outgoing')")
    assert connection.execute(neglected).fetchall() == []


@pytest.fixture(scope="module")
def crm(cluster: Provider) -> Iterator[psycopg.Connection]:
    """A connection to the tables of definitions.md."""
    with fresh_database(cluster) as name, psycopg.connect(cluster.dsn(name), autocommit=True) as connection:
        for statements in blocks(DEFINITIONS, "sql"):
            connection.execute(statements.encode())
        yield connection


def with_criteria(texts: list[str], folder: Path) -> Model:
    """The definition of definitions.md with some statuses more."""
    file = folder / "more.yaml"
    more = (f"  more_{n}:\n    on: company\n    when: >\n      {text}\n" for n, text in enumerate(texts))
    file.write_text("statuses:\n" + "".join(more))
    return load([*written(DEFINITIONS, folder), file])


def test_refused_criteria_are_shown() -> None:
    text = DEFINITIONS.read_text()
    heading = "| you write | it says | write |"
    rows = text[text.index(heading) :].split("\n\n")[0].splitlines()[2:]
    assert len(REFUSED) == len(rows) > 0


@pytest.mark.parametrize(("wrong", "message"), [(wrong, message) for wrong, message, _ in REFUSED])
def test_refused_criteria(wrong: str, message: str, tmp_path: Path, crm: psycopg.Connection) -> None:
    with pytest.raises(SaintError) as caught:
        resolve(with_criteria([wrong], tmp_path), crm)
    assert message in str(caught.value)


def test_what_to_write_instead(tmp_path: Path, crm: psycopg.Connection) -> None:
    resolve(with_criteria([right for _, _, right in REFUSED], tmp_path), crm)
