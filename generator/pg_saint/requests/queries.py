"""The rows of saint.proposal, as the worker takes and leaves them."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.rows import class_row

from pg_saint.requests.check import Checked
from pg_saint.requests.parts import Proposal
from pg_saint.values import jsonb

# Nothing but this looks at the table while nothing is proposed.
OPEN = """
    select exists (select from saint.proposal as p where p.state in ('waiting', 'confirmed') or p.under_way)
        or exists (select from saint.vocabulary_word as w where w.seen_on is distinct from saint.today())
"""
# Whether there is somebody who could propose something, but for superusers, or who has.
EXPECTED = """
    select exists (select from saint.proposal)
        or exists (
            select
            from pg_catalog.pg_auth_members as m join pg_catalog.pg_roles as r on r.oid = m.roleid
            where r.rolname = 'saint_designer')
"""
# One worker at a time; who holds it when its connection ends has lost it.
LOCK = "select pg_catalog.pg_try_advisory_lock('saint.proposal'::pg_catalog.regclass::pg_catalog.oid::bigint)"
UNLOCK = "select pg_catalog.pg_advisory_unlock('saint.proposal'::pg_catalog.regclass::pg_catalog.oid::bigint)"
NEXT = """
    select p.request, p.kind, p.name, p.definition, p.proposed_by, p.only_stored,
        p.confirmed_at is not null as confirmed
    from saint.proposal as p
    where p.state = any (%s::text[])
    order by p.request
    limit 1
"""
CHECKED = """
    update saint.proposal
    set state = case
            when %(errors)s::jsonb <> '[]' then 'refused'
            when confirmed_at is not null then 'confirmed'
            else 'checked'
        end,
        errors = %(errors)s, changes = %(changes)s, matches = %(matches)s, sample = %(sample)s,
        checked_at = pg_catalog.clock_timestamp()
    where request = %(request)s and state = 'waiting'
"""
BEGUN = "update saint.proposal set under_way = true where request = %s and state = 'confirmed'"
APPLIED = """
    update saint.proposal
    set state = 'applied', applied_at = pg_catalog.clock_timestamp()
    where request = %s and state = 'confirmed'
"""
# Who has proposed it has changed it, and not the worker; now() is when this transaction began.
CHANGED_BY = """
    update saint.definition_history as h
    set request = p.request, changed_by = p.proposed_by
    from saint.proposal as p
    where p.request = %s and h.changed_at = pg_catalog.now() and h.request is null
"""
STATE = "select state from saint.proposal where request = %s"
FINISHED = "update saint.proposal set under_way = false where under_way"
FAILED = (
    "update saint.proposal set state = 'failed', errors = %s where request = %s and state in ('waiting', 'confirmed')"
)
UNDER_WAY = "select exists (select from saint.proposal where under_way)"


def next_proposal(connection: psycopg.Connection, *states: str) -> Proposal | None:
    """The first of those in one of the states."""
    with connection.cursor(row_factory=class_row(Proposal)) as cursor:
        return cursor.execute(NEXT, (list(states),)).fetchone()


def answer(connection: psycopg.Connection, request: int, checked: Checked) -> None:
    found: dict[str, Any] = {
        "request": request,
        "errors": jsonb(checked.errors),
        "changes": jsonb(checked.changes),
        "matches": checked.matches,
        "sample": jsonb(list(checked.sample)),
    }
    connection.execute(CHECKED, found)


def state(connection: psycopg.Connection, proposal: Proposal) -> str | None:
    row = connection.execute(STATE, (proposal.request,)).fetchone()
    return row[0] if row else None


def fail(connection: psycopg.Connection, proposal: Proposal, errors: list[dict[str, Any]]) -> None:
    connection.execute(FAILED, (jsonb(errors), proposal.request))
