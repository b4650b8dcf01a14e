"""What the commands keep in memory."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from bench.answers import Answer, Figure
from bench.databases import Databases
from bench.files import statement
from bench.process import saint

SMALL = 10  # times smaller, to see whether memory grows with the records
STATUS = "neglected_customer"


def ask(databases: Databases) -> Answer:
    """The largest resident set of each command, on the data set and on a tenth of it."""
    effort = databases.effort
    small = databases.sized(effort.companies // SMALL, effort.activities // SMALL)
    of_small, of_large = (_commands(databases, variant) for variant in (small, "saint"))
    return Answer(
        title="Memory of the commands",
        asked="The largest resident set of each command, where a tenth of the records have a dirty mark.",
        figures=[
            Figure(
                what=f"{command} ÷ with a tenth of the records",
                measured=of_large[command] / of_small[command],
                target=1.1,
                at_most=True,
                note="“flat”, and a tenth for noise",
            )
            for command in of_large
        ],
        columns=["command", f"MB, {effort.companies // SMALL:,} companies", f"MB, {effort.companies:,} companies"],
        rows=[[name, f"{of_small[name]:.0f}", f"{of_large[name]:.0f}"] for name in of_large],
    )


def _commands(databases: Databases, variant: str) -> dict[str, float]:
    """Megabytes by command."""
    dsn = databases.dsn(variant)
    with databases.connect(variant) as connection:
        connection.execute(statement("queries", "mark_a_tenth"))
    with TemporaryDirectory() as folder:
        commands = {
            "saint tick": ("tick",),
            "saint status": ("status",),
            "saint check": ("check",),
            "saint export, csv": ("export", STATUS, "-o", str(Path(folder) / "found.csv")),
            "saint export, xlsx": ("export", STATUS, "-o", str(Path(folder) / "found.xlsx")),
        }
        return {name: saint(*words, dsn=dsn).memory for name, words in commands.items()}
