"""`saint schema`: what editors complete and check by is what the commands take."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from pg_saint.cli import saint
from pg_saint.definitions.document import File, parse_document
from tests.docs.test_examples import DEFINING, ROOT, blocks

FOLDERS = ("generator/pg_saint/demo", "generator/pg_saint/presets", "bench/definitions", "tests")
FILES = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.yaml"))
WRONG = {
    "statuses: {met: {on: company, wehn: true}}": ["wehn"],
    "statuses: {met: {on: company}}": ["any of the given schemas"],
    "statuses: {met: {on: company, when: true, rank: first}}": ["rank"],
    "entities: {company: {table: crm.company}}": ["key"],
    "sources: {activity: {table: a, key: id, links: {}}}": ["links"],
    "library: [neglected_costumer]": ["library"],
    "library: [{name: neglected_customer, dayz: 3}]": ["library"],
    "languages: en": ["languages"],
}


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    printed = CliRunner().invoke(saint, ["schema"])
    assert printed.exit_code == 0
    schema = json.loads(printed.stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def plain(text: str) -> Any:
    """As an editor reads it: dates are texts."""
    return json.loads(json.dumps(parse_document(File("example.yaml", text)).data, default=str))


def test_every_example_fits(validator: Draft202012Validator) -> None:
    examples = [(str(file.relative_to(ROOT)), file.read_text()) for file in FILES]
    examples += [(page.name, text) for page in DEFINING for text in blocks(page, "yaml")]
    assert len(examples) > 60
    wrong = {name: str(error.message) for name, text in examples for error in validator.iter_errors(plain(text))}
    assert wrong == {}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_does_not_fit(text: str, validator: Draft202012Validator) -> None:
    errors = list(validator.iter_errors(plain(text)))
    assert errors
    said = [f"{list(error.absolute_path)} {error.message}" for error in errors]
    assert any(word in each for each in said for word in WRONG[text]), said


def test_editors_are_told_what_a_key_means(validator: Draft202012Validator) -> None:
    assert dict(validator.schema)["$defs"]["FollowUp"]["description"]  # type: ignore[arg-type]
    assert "saint schema" in (ROOT / "docs" / "definitions.md").read_text()
