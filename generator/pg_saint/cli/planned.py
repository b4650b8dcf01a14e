"""What plan and apply say of a plan: what changes in meaning first, then what is done for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click
import psycopg

from pg_saint.cli.output import warn
from pg_saint.plan import (
    Change,
    Plan,
    Stage,
    Together,
    backfill_progress,
    changes,
    outline,
    roughly,
    takes,
)
from pg_saint.plan.stages import Alter, Create

IN_THE_WAY = "in the way: view {view}, which stands on {ours}: drop it first, and recreate it after the apply"


@dataclass(frozen=True)
class Planned:
    """`lines`: the steps in words; `under_way`: how far an online apply is. `records` are filled, in `seconds`."""

    together: Together
    plan: Plan
    lines: list[str]
    under_way: list[str]
    changes: list[Change] = field(default_factory=list)
    records: int = 0
    seconds: float = 0.0

    def told(self) -> dict[str, Any]:
        """For ``--json``."""
        plan = self.plan
        told = {
            "errors": [],
            "changes": [
                {
                    "kind": each.kind, "name": each.name, "says": each.says, "before": each.before, "after": each.after,
                    "gains": each.gains, "loses": each.loses,
                }
                for each in self.changes
            ],
            "records": self.records,
            "seconds": round(self.seconds, 1),
            "in_the_way": [{"view": view, "stands_on": ours} for view, ours in plan.in_the_way.items()],
            "stages": self.lines,
            "warnings": list(plan.warnings),
            "others": list(self.together.says),
            "under_way": self.under_way,
        }  # fmt: skip
        told |= {"shards": list(plan.shards)} if plan.shards else {}
        return told | ({"schemas": plan.schemas} if plan.schemas else {})

    def show(self, verbose: bool = False, with_sql: bool = False) -> None:
        for said in self.together.says:
            warn(said)
        for warning in self.plan.warnings:
            warn(f"warning: {warning}")
        for schema, said in self.plan.schemas.items():
            click.echo(f"schema {schema}: {said}")
        for said in self.plan.shards:
            click.echo(said)
        for change in self.changes:
            click.echo(change.text)
            for line in _details(change) if verbose else ():
                click.echo(f"  {line}")
        if self.records:
            click.echo(f"about {self.records:,} records to fill, which takes {roughly(self.seconds)}")
        for view, ours in self.plan.in_the_way.items():
            click.echo(IN_THE_WAY.format(view=view, ours=ours))
        if self.changes or self.plan.in_the_way:
            click.echo()
        for line in self.under_way:
            click.echo(line)
        if with_sql:
            for stage in self.plan.stages:
                click.echo(_sql(stage))
        else:
            for line in self.lines:
                click.echo(line)
        if self.plan.is_empty:
            click.echo("nothing to do")


def planned(connection: psycopg.Connection, found: Together, plan: Plan, online: bool, count: bool) -> Planned:
    """`count`: how many records get a status and lose it, which may take some seconds."""
    lines = outline(plan) if online else [stage.text for stage in plan.stages]
    under_way = backfill_progress(connection)
    if plan.is_empty:
        return Planned(found, plan, lines, under_way)
    records, seconds = takes(connection, plan)
    return Planned(found, plan, lines, under_way, changes(connection, plan, count), records, seconds)


def _details(change: Change) -> Iterator[str]:
    yield from (f"- {text}" for text in change.before if text not in change.after)
    yield from (f"+ {text}" for text in change.after if text not in change.before)
    for word, keys in (("gain it", change.gaining), ("lose it", change.losing)):
        if keys:
            yield f"for instance {', '.join(keys)} {word}"


def _sql(stage: Stage) -> str:
    match stage:
        case Create(object=made):
            return f"-- {stage.text}\n{made.sql.rstrip()}\n"
        case Alter(sql=statement):
            return f"-- {stage.text}\n{statement};\n"
    return f"-- {stage.text}\n"
