"""What pg_saint adds to the saves of Tryton's users: `make bench-crms`.

Two databases on one server, alike but for pg_saint, and one user in each; they save in turn, so that a busy machine is
busy for both. Timed inside Tryton's process: its model code, the statements and the commit.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median

import psycopg

from pg_saint import install
from pg_saint.cluster.local import Cluster
from tests.crms.real import attach
from tests.crms.tryton.conftest import ACTIVATED, new_user, trytond_admin
from tests.support import fresh_database

ROUNDS = 100
WARM_UP = 10
DAY = "2026-05-01"


def main() -> None:
    install.install()
    # Durable, as users have it: a commit waits for the disk in both.
    with Cluster({"fsync": "on", "synchronous_commit": "on"}) as cluster, fresh_database(cluster) as bare:
        with tempfile.TemporaryDirectory() as folder:
            trytond_admin(cluster.dsn(bare), bare, Path(folder), *ACTIVATED)
        user = new_user(cluster.dsn(bare), bare)
        for action in ("begin", "set_up", "commit"):
            user.do(action)
        user.close()
        with fresh_database(cluster, bare) as with_saint:
            attach(cluster.dsn(with_saint), "tryton")
            report(measure(cluster, bare, with_saint))


def measure(cluster: Cluster, bare: str, with_saint: str) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """The seconds of each save in each round: without pg_saint, and with it."""
    users = [new_user(cluster.dsn(name), name) for name in (bare, with_saint)]
    found: tuple[list[dict[str, float]], list[dict[str, float]]] = ([], [])
    with psycopg.connect(cluster.dsn(with_saint), autocommit=True) as worker:
        for number in range(WARM_UP + ROUNDS):
            for at in (0, 1) if number % 2 else (1, 0):
                seconds = users[at].do("timed_saves", day=DAY)
                if number >= WARM_UP:
                    found[at].append(seconds)
            # As a worker does in between; its time is not the users'.
            worker.execute("select saint.tick()")
    for user in users:
        user.close()
    return found


def report(found: tuple[list[dict[str, float]], list[dict[str, float]]]) -> None:
    """Medians, and the median of the rounds' own ratios."""
    without, with_saint = found
    sys.stdout.write(f"{'save':22}{'without, ms':>14}{'with, ms':>12}{'ratio':>8}\n")
    for what in without[0]:
        pair = [median(seconds[what] for seconds in rounds) for rounds in found]
        sys.stdout.write(f"{what:22}{pair[0] * 1000:14.1f}{pair[1] * 1000:12.1f}{pair[1] / pair[0]:8.2f}\n")
    ratios = [sum(b.values()) / sum(a.values()) for a, b in zip(without, with_saint, strict=True)]
    totals = [median(sum(seconds.values()) for seconds in rounds) * 1000 for rounds in found]
    sys.stdout.write(f"{'all of them':22}{totals[0]:14.1f}{totals[1]:12.1f}{median(ratios):8.2f}\n")


if __name__ == "__main__":
    main()
