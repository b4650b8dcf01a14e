"""The SQL, the pgbench scripts and the definitions beside this file."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PAGE = HERE.parent / "docs" / "performance.md"


def statement(folder: str, name: str) -> bytes:
    """The text of an SQL file."""
    return (HERE / folder / f"{name}.sql").read_bytes()


def script(name: str) -> Path:
    """A pgbench script."""
    return HERE / "scripts" / f"{name}.sql"


def definitions(*names: str) -> list[Path]:
    """Definition files, in the order in which they are named."""
    return [HERE / "definitions" / f"{name}.yaml" for name in names]
