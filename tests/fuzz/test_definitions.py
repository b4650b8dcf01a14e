"""Whatever a definition says, the commands answer: soon, in words, and with the place of the mistake.

Others of the same kind, as many as are wanted: make soak, or pytest tests/fuzz --mutations=5000 --first-mutation=SEED.
"""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from tests.fuzz.asked import asked, faults
from tests.fuzz.mutations import ROOT, mutated, nearly_right

# What mutations found, in short.
KEPT = [
    "absent: {a: b}\nstatuses: {s: {on: {}}}",
    "statuses: x",
    "sources: 3\nlibrary: [forgotten_customer]",
    "languages: [{}]\nlibrary: [forgotten_customer]",
    "x: &a 1\ny: &a 2",
    'entities: {"a\\u2028b": {table: crm.x, key: id}}',
    'entities: {"a\\nb": {table: crm.x, key: id}}',
    'entities: {"\\e[31m": {table: crm.x, key: id}}',
    'counters: {";": {on: company, "value ": count(activity)}}',
]
CASES = sorted((ROOT / "tests/golden/cases").glob("*.yaml"))
SCHEMA = ROOT / "tests/golden/schema.sql"
# It takes much longer.
WITH_A_DATABASE_EVERY = 15


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str, tmp_path: Path) -> None:
    file = tmp_path / "saint.yaml"
    file.write_text(text)
    assert not faults(file, "validate", str(file))


def test_without_a_database(tmp_path: Path, seeds: range) -> None:
    wrong = []
    for seed in seeds:
        file = tmp_path / "saint.yaml"
        file.write_bytes(mutated(seed).encode(errors="surrogatepass"))
        wrong += [f"seed {seed}: {fault}" for fault in faults(file, "validate", str(file))]
    assert not wrong, "\n\n".join(wrong)


def test_with_a_database(database: str, tmp_path: Path, seeds: range, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over tables that all cases fit, so that much of what is changed is right all the same: that is applied."""
    with psycopg.connect(database, autocommit=True) as crm:
        crm.execute(SCHEMA.read_bytes())
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=10s")
    wrong = []
    for seed in seeds[::WITH_A_DATABASE_EVERY]:
        file = tmp_path / "saint.yaml"
        text = nearly_right(seed, CASES)
        file.write_bytes(text.encode(errors="surrogatepass"))
        wrong += [f"seed {seed}: {fault}" for fault in faults_with_a_database(file, text, database)]
    assert not wrong, "\n\n".join(wrong)


def faults_with_a_database(file: Path, text: str, database: str) -> list[str]:
    status = re.search(r"statuses\W+(\w+)", text)
    found = faults(file, "preview", str(file), status[1] if status else "x", "--dsn", database)
    found += faults(file, "plan", str(file), "--dsn", database)
    if asked("plan", str(file), "--dsn", database).exit_code == 0:
        for words in (("apply", str(file), "--yes"), ("check",), ("drop", "--yes")):
            found += faults(file, *words, "--dsn", database)
    return list(dict.fromkeys(found))
