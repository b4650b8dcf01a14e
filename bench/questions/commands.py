"""How long the commands take to start, where there is nothing to do."""

from __future__ import annotations

from functools import partial

from bench.answers import Answer, Figure
from bench.databases import Databases
from bench.measure import alternate, median
from bench.process import saint
from pg_saint.demo.story import DEFINITIONS

TARGETS = {"saint --help": 0.25, "saint tick": 0.35, "saint apply": 1.0, "saint status": None}


def ask(databases: Databases) -> Answer:
    """The command's own process, from start to end, on the demo's CRM."""
    dsn = databases.demo()
    words = {
        "saint --help": ("--help",),
        "saint tick": ("tick",),
        "saint apply": ("apply", str(DEFINITIONS), "--yes"),
        "saint status": ("status",),
    }
    measured = alternate(databases.effort.turns, {name: partial(_run, dsn, *each) for name, each in words.items()})
    took = {name: median(seconds) for name, seconds in measured.items()}
    return Answer(
        title="Starting a command",
        asked="Each command as a process of its own, on the demo's CRM, where it has nothing to do.",
        figures=[
            Figure(what=f"seconds of {name}", measured=took[name], target=target, at_most=True)
            for name, target in TARGETS.items()
        ],
        columns=["command", "seconds"],
        rows=[[f"`{name}`", f"{value:.2f}"] for name, value in took.items()],
        notes=["`saint apply`: the definition in force, from its files."],
    )


def _run(dsn: str, *words: str | int) -> float:
    """Seconds; the last word is the round."""
    return saint(*map(str, words[:-1]), dsn=dsn).seconds
