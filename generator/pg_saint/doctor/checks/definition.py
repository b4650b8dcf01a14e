"""The definition in force does not fit the CRM's tables any more, or would be compiled to something else now."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.doctor.finding import Finding
from pg_saint.doctor.in_force import InForce
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.plan import schemas_in_force
from pg_saint.plan.stages import Alter, Create, Drop


def check(in_force: InForce) -> Iterator[Finding]:
    try:
        plan = in_force.plan
    except SaintErrors as errors:
        yield from map(_finding, errors.errors)
    except SaintError as error:
        yield _finding(error)
    else:
        planned = {entity.schema.name for entity in plan.definition.entities if entity.schema is not None}
        if planned ^ set(schemas_in_force(in_force.connection)):
            # The check of schemas tells it.
            return
        # Triggers have a check of their own.
        differ = [
            stage.text
            for stage in plan.stages
            if isinstance(stage, Alter)
            or (isinstance(stage, Create) and stage.object.kind != "trigger")
            or (isinstance(stage, Drop) and stage.installed.kind != "trigger")
        ]
        if differ:
            yield Finding(
                "tables of the CRM, or pg_saint itself, have changed since the last apply, which would now: "
                + ", ".join(differ),
                "saint plan FILE shows it, saint apply FILE does it",
            )


def _finding(error: SaintError) -> Finding:
    where = f"{error.location}: " if error.location and error.location.file else ""
    return Finding(f"{where}{error.message}", error.remedy or "change the definition, then: saint attach FILE")
