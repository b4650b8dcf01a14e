"""No worker, or one whose ticks fail: no tick for longer than a worker would leave it, requests that are not answered;
or a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from pg_saint.doctor.finding import Finding

LONGEST = "10 minutes"
LATE = """
    select e.entity, l.finished_at::text
    from saint.entity e left join saint.last_tick l on l.entity = e.entity
    where l.finished_at is null or l.finished_at < clock_timestamp() - %s::interval
    order by 1
"""
FAILING = """
    select f.entity, f.since::text, f.message
    from saint.failing_tick f join saint.entity e on e.entity = f.entity
    order by 1
"""
WAITING = """
    select pg_catalog.count(*), pg_catalog.min(p.proposed_at)::text
    from saint.proposal as p
    where p.state in ('waiting', 'confirmed') and p.proposed_at < pg_catalog.clock_timestamp() - interval '1 minute'
    having pg_catalog.count(*) > 0
"""


def check(connection: psycopg.Connection) -> Iterator[Finding]:
    for entity, at in connection.execute(LATE, (LONGEST,)):
        last = f"the last tick of {entity} was at {at}" if at else f"{entity} has never had a tick"
        yield Finding(
            f"{last}: reads are exact, and slower the more there is to compute",
            "run saint run as a service, or saint.tick() by pg_cron (docs/operating.md)",
        )
    for entity, since, message in connection.execute(FAILING):
        yield Finding(
            f"the ticks of {entity} have failed since {since}: {message}\n"
            "  reads are exact, and slower the more there is to compute",
            "fix what it says: saint run tries again by itself, saint tick at once",
        )
    for requests, since in connection.execute(WAITING):
        yield Finding(
            f"what is proposed from inside the database is not answered: {requests} requests, the first of {since}",
            "run saint run as the role that applies; an open transaction that wrote before may hold it up",
        )
    for (pinned,) in connection.execute("select pinned from saint.clock where pinned is not null"):
        yield Finding(f"today is pinned at {pinned}", "select saint.set_today(null)")
