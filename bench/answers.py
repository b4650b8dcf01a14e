"""What a question's answer holds; kept as JSON, printed as a table."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Figure(BaseModel):
    """One ratio beside its target. `measured` is None where it could not be measured; `note` says why."""

    model_config = ConfigDict(frozen=True)

    what: str
    measured: float | None
    target: float | None = None
    at_most: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None without one."""
        if self.measured is None or self.target is None:
            return None
        return self.measured <= self.target if self.at_most else self.measured >= self.target


class Answer(BaseModel):
    """`figures` are ratios of medians of one run, `rows` the absolute numbers.

    `differences` counts what saint.check() found after the run; None where it was not asked.
    """

    model_config = ConfigDict(frozen=True)

    title: str
    asked: str
    figures: list[Figure] = []
    columns: list[str]
    rows: list[list[str]]
    notes: list[str] = []
    differences: int | None = None


class Result(BaseModel):
    """An answer with where, when and how large it was measured."""

    model_config = ConfigDict(frozen=True)

    question: str
    measured_at: datetime
    effort: str
    machine: dict[str, str]
    answer: Answer


def write_result(folder: Path, result: Result) -> None:
    """One file per question: a run of some questions leaves the others' answers."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{result.question}.json").write_text(result.model_dump_json(indent=2) + "\n", encoding="utf-8")


def read_results(folder: Path, questions: list[str]) -> list[Result]:
    """The answers that there are, in the order of the questions."""
    files = [folder / f"{question}.json" for question in questions]
    return [Result.model_validate_json(file.read_text(encoding="utf-8")) for file in files if file.exists()]
