"""Every question is answered on a tiny CRM, exactly, and the page is written from the answers."""

from __future__ import annotations

from os import getpid
from pathlib import Path

import pytest

from bench.answers import Answer, Figure, Result, read_results
from bench.effort import Effort
from bench.page import write_page
from bench.pgbench import Run, read_report
from bench.questions import QUESTIONS
from bench.run import ask
from pg_saint.cluster.provider import Provider

TINY = Effort(
    companies=200, activities=2_000, bulk_rows=300, repeated_rows=50, rounds=1, turns=1, warm_up=0, transactions=5,
    sizes=(100, 200), standard_companies=100, heavy_events=500,
    # The hand-written trigger deadlocks; a second for each would be all that this test does.
    options="-c deadlock_timeout=10ms",
)  # fmt: skip
REPORT = """\
number of transactions actually processed: 41
number of failed transactions: 6 (12.766%)
number of serialization failures: 2 (4.255%)
number of deadlock failures: 4 (8.511%)
tps = 39.207600 (without initial connection time)
"""


@pytest.fixture(scope="module")
def results(cluster: Provider, tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """The answers to all questions, as kept."""
    folder = tmp_path_factory.mktemp("results")
    ask(cluster.dsn, list(QUESTIONS), TINY, folder, lambda _: None, prefix=f"bench_{getpid()}")
    return read_results(folder, list(QUESTIONS))


@pytest.mark.long
def test_every_question_has_an_answer(results: list[Result]) -> None:
    assert [result.question for result in results] == list(QUESTIONS)
    for result in results:
        assert result.answer.rows
        assert {len(row) for row in result.answer.rows} == {len(result.answer.columns)}


@pytest.mark.long
def test_what_was_written_is_exact(results: list[Result]) -> None:
    checked = {result.question: result.answer.differences for result in results}
    assert {name: found for name, found in checked.items() if found} == {}
    unchecked = {name for name, found in checked.items() if found is None}
    assert unchecked == {
        "unmapped",
        "point_read",
        "status_scan",
        "page",
        "pages",
        "texts",
        "size",
        "memory",
        "commands",
    }


@pytest.mark.long
def test_no_transaction_of_ours_fails(results: list[Result]) -> None:
    hot = next(result.answer for result in results if result.question == "hot_keys")
    assert [row[3:5] for row in hot.rows if row[0].startswith("pg_saint")] == [["0", "0"], ["0", "0"]]


@pytest.mark.long
def test_the_page_holds_every_table(results: list[Result], tmp_path: Path) -> None:
    page = tmp_path / "docs" / "performance.md"
    write_page(page, results)
    text = page.read_text()
    for result in results:
        assert f"## {result.answer.title}\n" in text
        assert f"python -m bench --only {result.question}`" in text
        for row in result.answer.rows:
            assert f"| {' | '.join(row)} |" in text


@pytest.mark.long
@pytest.mark.parametrize(
    ("figure", "cells"),
    [
        (Figure(what="w", measured=0.714, target=0.7), "| w | at least 0.7 | 0.71 | yes |"),
        (Figure(what="w", measured=1.6, target=1.5, at_most=True), "| w | at most 1.5 | 1.60 | **no** |"),
        (Figure(what="w", measured=None, target=1), "| w | at least 1 | not measured |  |"),
        (Figure(what="w", measured=183.2), "| w |  | 183 |  |"),
    ],
)
def test_a_missed_target_is_told(results: list[Result], tmp_path: Path, figure: Figure, cells: str) -> None:
    answer = Answer(title="T", asked="A.", figures=[figure], columns=["c"], rows=[["r"]], differences=3)
    page = tmp_path / "performance.md"
    write_page(page, [results[0].model_copy(update={"answer": answer})])
    text = page.read_text()
    assert cells in text
    assert "found 3 DIFFERENCES" in text


def test_the_report_of_pgbench_is_read() -> None:
    assert read_report(REPORT) == Run(tps=39.2076, done=41, serialization=2, deadlocks=4)
