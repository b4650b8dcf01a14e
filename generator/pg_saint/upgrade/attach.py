"""Puts the triggers back, with the same definition or a changed one. Exact at the first read; ticks make it quick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import psycopg

from pg_saint.apply import apply_plan
from pg_saint.definitions import Model
from pg_saint.plan import Plan, Stage, make_plan, stored_model
from pg_saint.plan.stages import Backfill, MarkStale
from pg_saint.upgrade.patience import Patience


def attach(connection: psycopg.Connection, model: Model | None, patience: Patience) -> Plan:
    """What was done. `model`: a changed definition; None: the one in force. Every record that a write may have changed
    unseen is marked, which takes a moment; filling the rows is left to ticks, since writers would wait for it.

    Raises SaintError(s) where the definition does not fit the CRM's tables as they are now.
    """
    plan = make_plan(connection, stored_model(connection) if model is None else model)
    plan = replace(plan, stages=tuple(_marked(plan)))
    patience(connection, lambda: apply_plan(connection, plan))
    return plan


def _marked(plan: Plan) -> Iterator[Stage]:
    for stage in plan.stages:
        if isinstance(stage, Backfill):
            yield MarkStale(
                f"mark {stage.entity}: every record is computed live until a tick has stored it", stage.entity
            )
        else:
            yield stage
