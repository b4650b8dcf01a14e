"""What is proposed comes into force without a lock for which somebody who writes would wait."""

from __future__ import annotations

from tests.inside.conftest import Inside

# In the transaction in which it comes into force, at its end.
NOTE_LOCKS = """
    create table public.held (relation text, mode text);
    create function public.note_locks() returns trigger language plpgsql as $$
    begin
        insert into public.held
        select l.relation::regclass::text, l.mode from pg_locks as l
        where l.pid = pg_backend_pid() and l.locktype = 'relation'
            and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock');
        return null;
    end $$;
    create trigger note_locks after update of state on saint.proposal
    for each row when (new.state = 'applied') execute function public.note_locks()
"""
WRITTEN_TO = r"select * from public.held where relation ~ '^crm[.]|^saint_data[.].*_(dirty|via)$'"
COLUMNS = """
    select attname from pg_attribute
    where attrelid = 'saint_data.company_dirty'::regclass and attnum > 0 and not attisdropped
"""


def test_no_writer_would_wait(crm: Inside) -> None:
    crm.execute(NOTE_LOCKS)
    had = crm.rows(COLUMNS)
    for name, when in (
        ("known", "count(activity) filter (where direction <> all (array[]::text[]) and past(7)) > 1"),
        # The marks have to carry a value more.
        ("wider", "min(sale.amount) filter (where status = 'open' and past(50)) > 700"),
        ("unseen", "count(activity) filter (where completed and past(40)) = 1 and owner <> 'User 2'"),
    ):
        crm.apply_inside({"statuses": {name: {"on": "company", "when": when}}})
        crm.exact()
    assert len(crm.rows(COLUMNS)) > len(had)
    assert crm.rows("select from public.held") != []
    assert crm.rows(WRITTEN_TO) == []
    crm.finished()
