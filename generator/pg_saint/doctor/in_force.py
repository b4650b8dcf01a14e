"""The definition in force, as several checks look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import psycopg

from pg_saint.definitions import Model
from pg_saint.ir.definition import Definition
from pg_saint.plan import Plan, make_plan, stored_model
from pg_saint.resolve import Warning, resolve_with_warnings


@dataclass(frozen=True)
class InForce:
    """Read, resolved and compiled once for all checks: that takes most of their time. Each raises SaintError where
    nothing is applied, or what is applied does not fit the CRM's tables any more."""

    connection: psycopg.Connection

    @cached_property
    def model(self) -> Model:
        return stored_model(self.connection)

    @cached_property
    def resolved(self) -> tuple[Definition, list[Warning]]:
        return resolve_with_warnings(self.model, self.connection)

    @cached_property
    def plan(self) -> Plan:
        """What an apply of it would do now."""
        return make_plan(self.connection, self.model, self.resolved)
