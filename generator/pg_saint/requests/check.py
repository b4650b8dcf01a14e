"""What a proposal would change, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

import psycopg
from psycopg import sql

from pg_saint.compile import layouts
from pg_saint.compile.attention import attention_objects
from pg_saint.compile.reads.read_field import field_name
from pg_saint.criteria.parse import show_aggregate
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.confidential import classes_of, classes_of_selection, confidential_columns, together
from pg_saint.ir.definition import Definition
from pg_saint.ir.nodes import Classes, Entity, Expr, Location
from pg_saint.oracle import one_status_query, selection_query
from pg_saint.plan import Plan, changes, make_plan
from pg_saint.plan.installed import read_installed, read_stored_states
from pg_saint.plan.meaning import SAMPLE, Change
from pg_saint.plan.stages import Calculate, Create, Describe, Open, Stage
from pg_saint.requests.parts import KINDS, Proposal, Proposed, file_name, with_proposal
from pg_saint.validate.inside import named_selections

PATIENCE = 0.5  # seconds for counting who would have it
MATCHING = "select count(*), (array_agg(s.id::text order by s.id))[1:{limit}] from ({query}) as s"
DEFINED_BY = """
    select p.proposed_by from saint.proposal as p
    where p.state = 'applied' and p.definition -> 'selections' ? %s
    order by p.request desc
    limit 1
"""
HAS_ONE = """
    select from pg_catalog.pg_roles as r, pg_catalog.pg_roles as who
    where r.rolname = any (%s::text[]) and who.rolname = %s
        and (r.oid = who.oid or pg_catalog.pg_has_role(who.oid, r.oid, 'usage'))
"""
TOO_DEEP = "too deeply nested; write it with fewer levels"


@dataclass(frozen=True)
class Checked:
    """As saint.request shows it. `errors`: it is refused for them; else `plan` says what `proposed` changes."""

    errors: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, Any]] = field(default_factory=list)
    matches: int | None = None
    sample: tuple[str, ...] = ()
    proposed: Proposed | None = None
    plan: Plan | None = None


def check(connection: psycopg.Connection, proposal: Proposal) -> Checked:
    """Raises psycopg.Error where the database cannot say."""
    try:
        proposed = with_proposal(connection, proposal)
    except SaintError as error:
        return Checked(errors=told(error, proposal))
    except (RecursionError, MemoryError):
        return Checked(errors=[{"path": None, "message": TOO_DEEP, "remedy": None}])
    try:
        plan = planned(connection, proposal, proposed)
    except SaintError as error:
        return Checked(errors=told(error, proposal))
    # Who has confirmed it does not wait for the numbers.
    until = monotonic() + (0 if proposal.confirmed else PATIENCE)
    found = changes(connection, plan, count=not proposal.confirmed, patience=PATIENCE)
    said = [
        {
            "kind": each.kind, "name": each.name, "says": each.says, "before": each.before, "after": each.after,
            "gains": each.gains, "loses": each.loses,
        }
        for each in found
    ]  # fmt: skip
    matches, sample = _matching(connection, plan.definition, proposed, found, until)
    return Checked([], said, matches, sample, proposed, plan)


def planned(connection: psycopg.Connection, proposal: Proposal, proposed: Proposed) -> Plan:
    """Raises SaintError(s) for what cannot be applied, or may not for who has proposed it."""
    plan = make_plan(connection, proposed.model, online=True)
    errors = [
        *_confidential(connection, plan.definition, proposal, proposed),
        *_selections_of_others(connection, proposal, proposed),
        *(_not_stored(connection, plan, proposed) if proposal.only_stored else ()),
        *_not_together(connection, plan, proposed),
    ]
    if errors:
        raise SaintErrors(errors)
    return plan


def told(error: SaintError, proposal: Proposal) -> list[dict[str, Any]]:
    """`path`: the way into the definition that was proposed; where the mistake is in a file, the message says where."""
    errors = error.errors if isinstance(error, SaintErrors) else (error,)
    return [_told(each, proposal) for each in errors]


def _told(error: SaintError, proposal: Proposal) -> dict[str, Any]:
    here = error.location
    way = here.path if here and proposal.definition is not None and _leads(proposal.definition, here.path) else ()
    message = error.message if way or here is None else f"{here}: {error.message}"
    return {"path": ".".join(map(str, way)) if way else None, "message": message, "remedy": error.remedy}


def _leads(definition: Any, way: tuple[str | int, ...]) -> bool:
    """Whether there is something at the end of the way, which an error in a file has too."""
    for step in way:
        try:
            definition = definition[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _matching(
    connection: psycopg.Connection, definition: Definition, proposed: Proposed, found: Sequence[Change], until: float
) -> tuple[int | None, tuple[str, ...]]:
    """Of the first status or selection; None where counting takes too long."""
    counted_already = {each.name: each for each in found if each.kind == "status" and not each.before}
    row = connection.execute("select saint.today()").fetchone()
    assert row is not None
    asked = {"statuses": one_status_query, "selections": selection_query}
    there = {each.name for each in definition.statuses} | {each.name for each in definition.selections}
    for section, name in proposed.parts:
        if section not in asked or name not in there:
            continue
        if section == "statuses" and name in counted_already and counted_already[name].gains is not None:
            return counted_already[name].gains, counted_already[name].gaining
        left = int((until - monotonic()) * 1000)
        if left <= 0:
            break
        counted = sql.SQL(asked[section](definition, name, row[0]))
        query = sql.SQL(MATCHING).format(limit=sql.Literal(SAMPLE), query=counted)
        with suppress(psycopg.errors.QueryCanceled), connection.transaction():
            connection.execute(sql.SQL("set local statement_timeout = {}").format(sql.Literal(left)))
            matches, sample = connection.execute(query).fetchone() or (0, None)
            return matches, tuple(sample or ())
        break
    return None, ()


def _confidential(
    connection: psycopg.Connection, definition: Definition, proposal: Proposal, proposed: Proposed
) -> Iterator[SaintError]:
    """Who defines something learns by it what it looks at."""
    for section, name in proposed.parts:
        for each in _classes(definition, section, name):
            if not _has_one(connection, proposal.proposed_by, [f"saint_{each}"]):
                yield SaintError(
                    f"{KINDS[section]} {name} looks at what is confidential: {each}",
                    proposed.model.location(section, name),
                    f"ask for: grant saint_{each} to {proposal.proposed_by}",
                )


def _classes(definition: Definition, section: str, name: str) -> Classes:
    def of(entity: Entity, *exprs: Expr) -> Classes:
        return classes_of(exprs, confidential_columns(definition, entity))

    # One on an entity that is absent is left out.
    found: list[Classes] = []
    selections = {each.name: each for each in definition.selections}
    if section == "statuses":
        found += [
            of(definition.entity(status.entity), *(each.expr for each in status.criteria))
            for status in definition.statuses
            if status.name == name
        ]
    elif section == "counters":
        found += [of(definition.entity(each.entity), each.expr) for each in definition.counters if each.name == name]
    elif section == "selections" and name in selections:
        shown = [column.expr for column in selections[name].columns]
        found.append(of(definition.entity(selections[name].entity), *shown))
        found.append(classes_of_selection(definition, selections[name]))
    for monitor in (each for each in definition.attention.monitors if each.name == name and section == "monitors"):
        if monitor.of is not None:
            found.append(of(definition.entity(monitor.entity), monitor.of))
        if monitor.selection:
            found.append(classes_of_selection(definition, selections[monitor.selection]))
        found.append(("revenue",) if monitor.revenue else ())
    return together(found)


def _selections_of_others(
    connection: psycopg.Connection, proposal: Proposal, proposed: Proposed
) -> Iterator[SaintError]:
    """Who reads a selection is for whoever has defined it to say; so is what becomes of it."""
    who = proposal.proposed_by
    own = [(name, proposed.model.location("selections", name)) for kind, name in proposed.parts if kind == "selections"]
    if proposal.kind == "selection" and proposal.definition is None:
        own = [(proposal.name, Location(file_name("selection", proposal.name), 1))]
    for name, location in own:
        row = connection.execute(DEFINED_BY, (name,)).fetchone()
        if row and not _has_one(connection, who, [row[0], "saint_admin"]):
            yield SaintError(f"selection {name} was defined by {row[0]}", location, "choose another name")
    for name, location in own:
        spec = proposed.model.selections.get(name)
        for role in spec.readers or () if spec else ():
            if connection.execute("select from pg_catalog.pg_roles where rolname = %s", (role,)).rowcount == 0:
                yield SaintError(f"there is no role {role}", location, "readers are roles of the database")
    for document in proposed.own:
        for name, location in named_selections(document):
            spec = proposed.model.selections.get(name)
            if spec and spec.readers and not _has_one(connection, who, [*spec.readers, "saint_admin"]):
                yield SaintError(f"selection {name} is not for {who} to read", location, "ask who has defined it")


def _has_one(connection: psycopg.Connection, who: str, roles: list[str]) -> bool:
    """Whether the role has the rights of one of them."""
    return connection.execute(HAS_ONE, (roles, who)).rowcount > 0


def _not_stored(connection: psycopg.Connection, plan: Plan, proposed: Proposed) -> Iterator[SaintError]:
    """What the wide rows would have to hold more."""
    stored = read_installed(connection).wide
    location = next((proposed.model.location(*way) for way in proposed.parts), None)
    missing = [
        show_aggregate(each)
        for entity, aggregates in plan.definition.aggregates.items()
        for each in aggregates
        if each.column not in stored.get(entity, {})
    ]
    missing += [
        f"{layout.name}.{field.name}"
        for layout in layouts(plan.definition)
        for field in layout.fields
        if field.column not in stored.get(layout.name, {})
    ]
    if missing:
        yield SaintError(
            f"not stored yet: {', '.join(dict.fromkeys(missing))}",
            location,
            "propose it with saint.propose() and saint.confirm(): then it is stored; or define a counter for it first",
        )


def wants_filled_rows(plan: Plan) -> bool:
    """Whether it makes a monitor, whose readers would find it empty, beside what an online apply is needed for."""
    made = [stage.object for stage in plan.stages if isinstance(stage, Create)]
    return any(each.role == "remembered" for each in made) and not is_light(plan)


def is_filling(connection: psycopg.Connection) -> bool:
    """Whether rows do not hold yet what an apply before asks of them."""
    return not all(state.is_backfilled for state in read_stored_states(connection).values())


def _not_together(connection: psycopg.Connection, plan: Plan, proposed: Proposed) -> Iterator[SaintError]:
    if wants_filled_rows(plan) and not is_filling(connection):
        yield SaintError(
            "a monitor is made of what is stored, and something else here has to be stored first",
            next((proposed.model.location(*way) for way in proposed.parts if way[0] == "monitors"), None),
            "propose the rest first, then the monitor by itself",
        )


def is_light(plan: Plan) -> bool:
    """Whether views, what they and monitors are made of, and rows of the catalog are all that changes: nobody waits for
    it, and no stored row is another one."""
    calculated = any(isinstance(stage, Calculate) for stage in plan.stages)
    light = {made.name for made in attention_objects(plan.definition)} if calculated else set()
    light |= {field_name(layout, field) for layout in layouts(plan.definition) for field in layout.read_fields.values()}
    return all(_is_light(stage, light) for stage in plan.stages)


def _is_light(stage: Stage, light: Container[str]) -> bool:
    if isinstance(stage, Create):
        return stage.object.kind == "view" or stage.object.name in light
    return isinstance(stage, Describe | Open | Calculate)
