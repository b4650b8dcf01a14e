"""saint.render: what PL/Python makes of a text, in the database."""

from __future__ import annotations

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.support import Connect, value

VALUES = Jsonb({"name": "Café <Nord>", "cpho": None})


def test_render(connect: Connect) -> None:
    with connect() as connection:
        text = "<name> is quiet. Call them[ on <cpho>]."
        assert value(connection, "select saint.render(%s, %s)", text, VALUES) == "Café <Nord> is quiet. Call them."
        html = value(connection, "select saint.render(%s, %s, html => true)", text, VALUES)
        assert html == "Café &lt;Nord&gt; is quiet. Call them."
        assert value(connection, "select saint.render('<cpho>', %s, otherwise => 'Quiet')", VALUES) == "Quiet"
        assert value(connection, "select saint.render(null, %s)", VALUES) is None


def test_a_text_that_can_not_be_read(connect: Connect) -> None:
    with connect() as connection, pytest.raises(psycopg.errors.InvalidParameterValue, match="< without >"):
        connection.execute("select saint.render('a <name', '{}')")


def test_only_readers_render(connect: Connect) -> None:
    with connect() as connection:
        connection.execute("create role nobody_of_ours")
        connection.execute("set local role nobody_of_ours")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select saint.render('', '{}')")
        connection.rollback()
        connection.execute("set local role saint_reader")
        assert value(connection, "select saint.render('a', '{}')") == "a"
