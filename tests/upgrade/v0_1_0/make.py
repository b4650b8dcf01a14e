"""Makes the dumps beside it anew, with the code of 0.1.0: ``python tests/upgrade/v0_1_0/make.py CHECKOUT``.

CHECKOUT is a folder with version 0.1.0 of this project. The server needs the extension's files (``saint install``), of
which the install script of 0.1.0 is one. The same bytes come out each time.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(sys.argv[1]).resolve() / "generator"))

import psycopg

import pg_saint
from pg_saint.cluster import Cluster
from pg_saint.definitions import load  # type: ignore[attr-defined]
from pg_saint.plan import Online, apply_plan, make_plan  # type: ignore[attr-defined]  # where 0.1.0 has them

# As it is stored with the definition: without the folder in which this project happens to be.
os.chdir(Path(__file__).parent)
BATCH = 3  # records filled at a time
CHANGED = (
    ("direction = 'outgoing' and past(period1)) < 2", "direction = 'outgoing' and past(period2)) < 4"),
    ("  notes: {on: company, value: count(note)}\n", "  notes: {on: company, value: count(note)}\n"
     "  subjects: {on: company, value: max(activity.title)}\n"),
)  # fmt: skip
# Anything the clock said: to the microsecond, which nothing in crm.sql is.
CLOCK = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+00")
# \restrict has a random word in it, and comments have the server's version.
NOISE = re.compile(r"^(--.*|\\(un)?restrict .*)?\n", re.MULTILINE)


def psql(cluster: Cluster, name: str) -> None:
    """A transaction for each statement of the file."""
    command = [str(cluster.bindir / "psql"), "--quiet", "-o", os.devnull, "-v", "ON_ERROR_STOP=1"]
    subprocess.run([*command, "-f", name, "-d", cluster.dsn("crm")], check=True)


def dump(cluster: Cluster, name: str) -> None:
    """pg_dump, plain, of what `psql` and a superuser of any name can restore."""
    command = [str(cluster.bindir / "pg_dump"), "--no-owner", "-d", cluster.dsn("crm")]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    Path(name).write_text(CLOCK.sub("2026-06-01 08:00:00+00", NOISE.sub("", text)))


def main() -> None:
    assert pg_saint.__version__ == "0.1.0", f"{pg_saint.__file__} is of {pg_saint.__version__}"
    text = Path("crm.yaml").read_text()
    for old, new in CHANGED:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    Path("changed.yaml").write_text(text)

    with Cluster({"autovacuum": "off"}) as cluster:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("create database crm")
        with psycopg.connect(cluster.dsn("crm"), autocommit=True) as connection:
            connection.execute("create extension pg_saint version '0.1.0' cascade")
            psql(cluster, "crm.sql")
            connection.execute("select saint.set_today('2026-06-01')")
            apply_plan(connection, make_plan(connection, load([Path("crm.yaml")])))
            psql(cluster, "afterwards.sql")
            dump(cluster, "applied.sql")

            applying = Online(connection, load([Path("changed.yaml")]), batch=BATCH)
            for step in applying.steps():
                if step.filled:
                    break
            psql(cluster, "meanwhile.sql")
            dump(cluster, "online.sql")


main()
