"""python -m bench: measures, and writes docs/performance.md."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bench.answers import read_results
from bench.effort import QUICK, Effort
from bench.files import PAGE, RESULTS
from bench.page import write_page
from bench.questions import QUESTIONS
from bench.run import SETTINGS, ask
from pg_saint import install
from pg_saint.cluster import Cluster

FULL = Effort()
LARGE = 2_000_000
# Of bench/definitions.
ZONE = ZoneInfo("Europe/Oslo")


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--only", multiple=True, type=click.Choice(list(QUESTIONS)), help="This question; may be given again.")
@click.option("--companies", type=click.IntRange(min=100), default=FULL.companies)
@click.option("--activities", type=click.IntRange(min=1000), default=FULL.activities)
@click.option("--rounds", type=click.IntRange(min=1), default=FULL.rounds, help="Runs of each variant.")
@click.option("--turns", type=click.IntRange(min=1), default=FULL.turns, help="Runs of pgbench, where it compares.")
@click.option("--seconds", type=click.IntRange(min=1), default=FULL.seconds, help="Length of a run of pgbench.")
@click.option("--large", is_flag=True, help=f"Cost against size up to {LARGE:,} companies: minutes more.")
@click.option("--quick", is_flag=True, help="A small data set and short runs, to see that it works; the page stays.")
def main(
    only: tuple[str, ...],
    companies: int,
    activities: int,
    rounds: int,
    turns: int,
    seconds: int,
    large: bool,
    quick: bool,
) -> None:
    """Measure pg_saint against what people use today, on a server of its own."""
    effort = QUICK if quick else replace(
        FULL, today=datetime.now(ZONE).date(), pinned=False,
        companies=companies, activities=activities, rounds=rounds, turns=turns, seconds=seconds,
        sizes=(*FULL.sizes, LARGE) if large else FULL.sizes,
    )  # fmt: skip
    results, page = (RESULTS / "quick", RESULTS / "quick" / PAGE.name) if quick else (RESULTS, PAGE)
    install.install()
    begun = time.monotonic()

    def say(text: str) -> None:
        click.echo(f"{time.monotonic() - begun:6.0f} s  {text}", err=True)

    with Cluster(SETTINGS) as cluster:
        answered = ask(cluster.dsn, [name for name in QUESTIONS if not only or name in only], effort, results, say)
    write_page(page, read_results(results, list(QUESTIONS)))
    say(f"written: {_shown(results)}, {_shown(page)}")
    wrong = [result.question for result in answered if result.answer.differences]
    if wrong:
        raise click.ClickException(f"not exact after the run: {', '.join(wrong)}")


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    main()
