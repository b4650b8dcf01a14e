"""The distribution of an attention monitor, called as the compiled views call it."""

from __future__ import annotations

from decimal import Decimal

import psycopg
import pytest

from tests.support import Connect, value


def test_contact_bands(connect: Connect) -> None:
    found = connect().execute("select * from saint.contact_bands('{0,488,97}', '{2,1,3}', 'proportional')").fetchall()
    assert found[0] == (0, "red", "little", 2, 0, 0)
    assert found[1] == (1, "dark grey", "little", 3, 1, 97)
    assert found[5] == (5, "yellow", "much", 1, 391, 488)


def test_nothing_to_distribute(connect: Connect) -> None:
    relations = "select sum(relations) from saint.contact_bands(null, null, 'quantile')"
    assert value(connect(), relations) == 0


def test_an_unknown_method_is_named(connect: Connect) -> None:
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="unknown method deciles") as caught:
        connect().execute("select * from saint.contact_bands('{1}', '{1}', 'deciles')")
    assert "docs/attention.md" in str(caught.value.diag.message_hint)


def test_sales_bands(connect: Connect) -> None:
    bands = "select saint.sales_bands('{0,1,1,0}', '{5,10,0.00,0}', 3, 30)"
    assert value(connect(), bands) == [0, 3, 5, None]


def test_no_distribution_says_why(connect: Connect) -> None:
    connection = connect()
    reason = "select distinct reason from saint.sales_distribution(%s, %s)"
    assert value(connection, reason, 0, 5) == "there are no moments in the period"
    assert value(connection, reason, 3, Decimal("NaN")) == "the revenue is not a number"
    assert value(connection, reason, 3, None) == "there is no revenue in the period"
    assert value(connection, reason, 3, 5) is None
    assert value(connection, "select saint.sales_bands('{3}', '{0}', 3, 0)") == [None]


def test_percentages(connect: Connect) -> None:
    assert value(connect(), "select saint.percentages('{1,1,1}')::text") == "{33.4,33.3,33.3}"
