"""Connections of a CRM that work at the same time, and the log of what they did."""

from __future__ import annotations

from dataclasses import dataclass, field

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from tests.oracle.statements import Statement
from tests.oracle.tables import raw

# Twice as many where deltas are added.
ISOLATIONS = ("read committed", "read committed", "repeatable read", "serializable")


class SaintFailed(AssertionError):
    """A statement of the CRM failed in code of ours: whatever the CRM does, that must not happen."""


@dataclass
class Log:
    """The steps as SQL that can be run again."""

    lines: list[str] = field(default_factory=list)

    def add(self, who: str, text: str) -> None:
        self.lines.append(f"/* {who} */ {text};")

    def note(self, text: str) -> None:
        self.lines.append(f"-- {text}")


class Session:
    """One connection. A conflict of the CRM's own ends its transaction and the history goes on."""

    def __init__(self, name: str, connection: psycopg.Connection, log: Log) -> None:
        self.name = name
        self.connection = connection
        self.log = log
        self.isolation = ""
        self.savepoints = 0
        # Who reads the views at SERIALIZABLE depends on what others write, as with any table that he reads.
        self.views_read_at_serializable = False
        self.definition_changed = False
        self.forgotten = 0

    @property
    def open(self) -> bool:
        return self.connection.info.transaction_status != TransactionStatus.IDLE

    @property
    def failed(self) -> bool:
        return self.connection.info.transaction_status == TransactionStatus.INERROR

    def forget_plans(self) -> None:
        """A statement prepared before cannot be executed once the view's columns have other types."""
        if self.definition_changed:
            # psycopg notices it only where the text is new to it.
            self.forgotten += 1
            self.connection.execute(f"deallocate all -- {self.forgotten}")
        self.definition_changed = False

    def begin(self, isolation: str) -> None:
        self.isolation, self.savepoints = isolation, 0
        self.run(Statement(sql.SQL("begin isolation level ") + raw(isolation)))

    def end(self, how: str) -> None:
        self.run(Statement(sql.Composed([raw(how)])))

    def savepoint(self) -> None:
        self.savepoints += 1
        self.run(Statement(sql.SQL("savepoint {}").format(sql.Identifier(f"s{self.savepoints}"))))

    def back_to_savepoint(self) -> None:
        self.run(Statement(sql.SQL("rollback to savepoint {}").format(sql.Identifier(f"s{self.savepoints}"))))

    def run(self, statement: Statement) -> bool:
        """Whether it succeeded. Raises SaintFailed where code of ours is to blame for a failure."""
        text = statement.text.as_string(self.connection)
        self.log.add(self.name, text)
        try:
            if statement.rows is None:
                self.connection.execute(statement.text)
            else:
                self.copy(statement)
        except psycopg.Error as error:
            self.log.note(f"{error.sqlstate}: {str(error).splitlines()[0]}")
            conflict = self.isolation == "serializable" and error.sqlstate == "40001"
            if blames_us(error) and not (conflict and self.views_read_at_serializable):
                raise SaintFailed(f"{text}\nfailed in code of saint:\n{error}") from error
            return False
        return True

    def copy(self, statement: Statement) -> None:
        assert statement.rows is not None
        for row in statement.rows:
            self.log.note("\t".join("\\N" if value is None else value for value in row))
        with self.connection.cursor().copy(statement.text) as copy:
            for row in statement.rows:
                copy.write_row(row)


def blames_us(error: psycopg.Error) -> bool:
    """Our functions, tables and triggers all carry the name."""
    diag = error.diag
    said = [diag.context, diag.internal_query, diag.message_primary, diag.message_detail]
    said += [diag.schema_name, diag.table_name]
    return any("saint" in text for text in said if text)
