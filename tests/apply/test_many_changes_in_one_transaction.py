"""After some hundreds of changes of one record in one transaction marks are left: its row gets no version more."""

from __future__ import annotations

import pytest

from tests.apply.conftest import Crm

ONE_BY_ONE = """
    do $$ begin
        for i in 1..700 loop
            {}
            insert into crm.activity (company_id, direction, starts_at) values (1, 'outgoing', '2026-05-30 12:00+02');
            {}
        end loop;
    end $$
"""
SHAPES = {"plain": ("", ""), "a savepoint each": ("begin", "exception when no_data_found then null; end;")}


@pytest.mark.parametrize("shape", SHAPES)
def test_one_record(crm: Crm, shape: str) -> None:
    marks = "select count(*), count(distinct id) from saint_data.company_dirty"
    crm.execute("select saint.tick()")
    with crm.connection.transaction():
        crm.execute(ONE_BY_ONE.format(*SHAPES[shape]).encode())
        (marked, records) = crm.execute(marks).fetchone() or (0, 0)
        assert records == 1
        assert 10 < marked < 680
        crm.exact(crm.connection)
        # a record that the transaction has not changed yet takes its delta
        crm.execute("insert into crm.activity (company_id, starts_at) values (2, '2026-05-30 12:00+02')")
        assert (crm.execute(marks).fetchone() or (0, 0))[1] == 1
        crm.exact(crm.connection)
    crm.execute("select saint.tick()")
    crm.execute("insert into crm.activity (company_id, starts_at) values (1, '2026-05-30 12:00+02')")
    assert crm.execute(marks).fetchone() == (0, 0)
    crm.finished()
