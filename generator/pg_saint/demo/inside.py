"""A selection that nobody has written a file for: asked for by one SQL call, made by the worker, read."""

from __future__ import annotations

from importlib import resources
from time import perf_counter

import psycopg
from rich.console import Console

from pg_saint.demo import printout
from pg_saint.requests import Requests
from pg_saint.requests.vocabulary import Vocabulary


def tell_of_inside(connection: psycopg.Connection, console: Console) -> None:
    """`connection` is in autocommit."""
    call = (resources.files("pg_saint.demo") / "queries" / "propose.sql").read_text(encoding="utf-8")
    printout.heading(console, "And without a file: customers in Oslo without a visit this quarter")
    console.print(call.strip(), markup=False)
    started = perf_counter()
    made = connection.execute(call.encode()).fetchone()
    # What saint run does; of what it does beside, the values that forms offer.
    requests = Requests(lambda said: console.print(said, markup=False))
    while requests.work(connection, idle=False) is not None:
        pass
    took = perf_counter() - started
    vocabulary = Vocabulary()
    while vocabulary.look(connection):
        pass
    row = connection.execute(
        "select r.state, (select count(*) from saint.selection_oslo_unvisited) from saint.request as r"
        " where r.request = %s",
        made,
    ).fetchone()
    assert row is not None
    console.print(
        f"{row[0]} by the worker (saint run), rows filled, {took:.1f} s later; select * from"
        f" saint.selection_oslo_unvisited: {row[1]:,} customers, exact from now on. saint.to_text() says it as:",
        markup=False,
    )
    said = "select saint.to_text(s.criteria, 'en') from saint.selection as s where s.selection = 'oslo_unvisited'"
    console.print(f"  {(connection.execute(said).fetchone() or ('',))[0]}", markup=False)
