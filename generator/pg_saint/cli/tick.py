"""tick, run: recomputing what is due or dirty, once or for ever."""

from __future__ import annotations

import signal

import click

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.cli.log import Log
from pg_saint.cli.output import print_table, warn
from pg_saint.cli.worker import BATCH, TicksFail, Worker, drain_side_by_side

batch_option = click.option(
    "--batch", type=click.IntRange(min=1), default=BATCH, show_default=True, help="Records per transaction."
)


@click.command()
@dsn_option
@batch_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="How many ticks at once, each with a connection of its own.",
)
def tick(dsn: str, batch: int, jobs: int) -> None:
    """Recompute what is due or dirty, in small transactions, until nothing is left."""
    connect_installed(dsn).close()
    try:
        recomputed = drain_side_by_side(dsn, batch, jobs)
    except TicksFail as error:
        if error.recomputed:
            print_table(("entity", "recomputed"), list(error.recomputed.items()))
        raise
    print_table(("entity", "recomputed"), list(recomputed.items()))


@click.command()
@dsn_option
@batch_option
@click.option("--metrics", type=click.IntRange(0, 65535), help="Answer Prometheus on this port, at /metrics.")
@click.option("--metrics-host", default="127.0.0.1", show_default=True, help="The address of it.")
@click.option(
    "--log", type=click.Choice(["lines", "json"]), help="Say more: the version, the database, what is recomputed."
)
@click.option(
    "--poll",
    type=click.FloatRange(min=0.05),
    default=1.0,
    show_default=True,
    help="Look again every this many seconds.",
)
def run(dsn: str, batch: int, metrics: int | None, metrics_host: str, log: str | None, poll: float) -> None:
    """A worker: ticks on notification and on time, until stopped. Any number may run."""
    connect_installed(dsn).close()
    said = Log(log == "json") if log else None
    with Worker(dsn, batch, poll, said.say if said else warn, log=said) as worker:
        if metrics is not None:
            # Only here: it loads a web server.
            from pg_saint.cli.metrics import MetricsServer

            server = MetricsServer(dsn, metrics_host, metrics, worker.tally)
            worker.report(f"saint run: metrics at http://{metrics_host}:{server.server_port}/metrics")

        worker.run_until(signal.SIGTERM, signal.SIGINT)
