"""What compose.yaml started: the database has pg_saint, a definition is applied, and the worker ticks."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psycopg

CRM = Path(__file__).parents[1] / "tests" / "cli"
LIMIT = 60.0  # seconds


def connected() -> psycopg.Connection:
    """Once the database is there, which is made at the first start."""
    until = time.monotonic() + LIMIT
    while True:
        try:
            return psycopg.connect(autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


with connected() as connection:
    connection.execute((CRM / "crm.sql").read_bytes())
    saint = Path(sys.executable).with_name("saint")
    subprocess.run([saint, "apply", CRM / "definitions", "--yes"], check=True)
    connection.execute("update crm.company set category = 'Customer'")
    until = time.monotonic() + LIMIT
    while not connection.execute("select from saint.last_tick").rowcount:
        assert time.monotonic() < until, "the worker does not tick"
        time.sleep(0.2)
    subprocess.run([saint, "check"], check=True)
    print(
        "compose: applied, ticked, checked; texts by",
        connection.execute(
            "select l.lanname from pg_proc p join pg_language l on l.oid = p.prolang where p.proname = 'render'"
        ).fetchall(),
    )
