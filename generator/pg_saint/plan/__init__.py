"""What would change in the database."""

from __future__ import annotations

import psycopg

from pg_saint.citus.said import said_of_shards
from pg_saint.compile import compile_layouts, layouts, marked_layouts
from pg_saint.compile.row.fingerprints import all_fingerprints
from pg_saint.compile.row.width import check_width
from pg_saint.definitions import Model
from pg_saint.ir.definition import Definition
from pg_saint.plan.described import is_described
from pg_saint.plan.diff import stages
from pg_saint.plan.in_the_way import in_the_way
from pg_saint.plan.installed import basis, read_installed
from pg_saint.plan.kept_columns import keep_columns
from pg_saint.plan.meaning import Change, changes, roughly, takes
from pg_saint.plan.outline import backfill_progress, outline
from pg_saint.plan.owner import ownership
from pg_saint.plan.parts import Together, beside, require_something, together
from pg_saint.plan.schemas import by_schema, schemas_in_force
from pg_saint.plan.selections import check_selections
from pg_saint.plan.stages import Describe, Plan, Stage
from pg_saint.plan.stored import distrusted, files_in_force, images_in_force, stored_model
from pg_saint.plan.stored_state import all_that_need_backfill, all_wanted
from pg_saint.resolve import Warning, resolve_with_warnings

__all__ = [
    "Change", "Plan", "Stage", "Together", "backfill_progress", "beside", "changes", "files_in_force",
    "images_in_force", "make_plan", "outline", "require_something", "roughly", "schemas_in_force", "stored_model",
    "takes", "together",
]  # fmt: skip


def make_plan(
    connection: psycopg.Connection,
    model: Model,
    resolved: tuple[Definition, list[Warning]] | None = None,
    owner: str | None = None,
    online: bool = False,
) -> Plan:
    """Compare the model with what is installed. Reads the catalog only; raises SaintError(s) on what is wrong.
    `resolved`: the model as resolve_with_warnings() returned it, where it has been asked already. `owner`: the role
    that gets what is made; None: whoever has it already, else who applies. `online`: its objects are those of an online
    apply while rows are filled, instead of those after it."""
    installed = read_installed(connection)
    definition, warnings = resolved or resolve_with_warnings(model, connection)
    belongs = ownership(connection, definition, owner)
    definition, asked = keep_columns(definition, installed.stored_states, installed.existing())
    for layout in asked:
        check_width(layout)
    marked = marked_layouts(definition, installed.existing())
    states = all_wanted(all_fingerprints([*asked, *marked]), installed.stored_states)
    open_ = all_that_need_backfill(states) if online else {}
    existing = installed.existing(open_)
    objects = compile_layouts(definition, layouts(definition, existing) if open_ else asked, existing)
    found = stages(connection, definition, objects, installed, states)
    check_selections(connection, definition)
    if not found and (distrusted(connection) or not is_described(connection, definition, model.files)):
        found = [Describe("update names, ranks, texts and what is kept")]
    return Plan(
        definition=definition,
        objects=tuple(objects),
        stages=tuple(found),
        warnings=(*map(str, warnings), *belongs.says),
        basis=basis(connection),
        files=model.files,
        stored_states={entity: each.finished() for entity, each in states.items()},
        schemas=by_schema(connection, definition, found),
        owner=belongs.handed_to,
        in_the_way=in_the_way(connection, found, definition, asked, installed),
        shards=tuple(said_of_shards(definition)),
        needs_backfill=open_,
    )
