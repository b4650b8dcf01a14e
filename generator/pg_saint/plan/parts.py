"""The definition that an apply of some files and folders makes: they, beside what others have in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from pg_saint.definitions import Model
from pg_saint.definitions.document import INSIDE, Document, File, owner_of
from pg_saint.definitions.loader import read_documents, stored_documents
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.nodes import Location
from pg_saint.plan.stages import Drop, Plan
from pg_saint.plan.stored import files_in_force, images_in_force, require_trusted
from pg_saint.validate.load import load, load_beside

# What a definition consists of; without any of it there are settings alone.
PARTS = ("entities", "sources", "combined", "counters", "statuses", "library", "selections", "monitors")
MAPPING = ("entities", "sources")
READABLE = """
    select coalesce(pg_catalog.has_schema_privilege(n.oid, 'usage')
        and pg_catalog.has_table_privilege(pg_catalog.to_regclass('saint.definition'), 'select'), false)
    from pg_catalog.pg_namespace n
    where n.nspname = 'saint'
"""
EMPTY = "--allow-empty does that; saint drop removes all that is compiled"


@dataclass(frozen=True)
class Together:
    """`says`: what becomes of the parts that were not given, for who applies."""

    model: Model
    says: tuple[str, ...]


def together(
    connection: psycopg.Connection, paths: Sequence[Path], only: bool = False, allow_empty: bool = False
) -> Together:
    """Each path is an owner: what it no longer has goes, and what other owners have in force stays, unless `only`.

    A path that maps an entity or a source of the only owner in force takes its place: it is the same definition under
    another name. Raises SaintErrors, also for a path that would take away everything of its own, unless `allow_empty`.
    """
    given = read_documents(sorted(paths, key=owner_of), allow_empty)
    owners = _owners(paths)
    in_force: dict[str, list[File]] = {}
    for file in files_in_force(connection):
        in_force.setdefault(file.owner, []).append(file)
    if not allow_empty:
        _require_something(given, paths, in_force)
    others = [] if only else [owner for owner in in_force if owner not in owners]
    says: list[str] = []
    names = {document.file.name for document in given}
    stored = stored_documents(_renamed(file, names) for owner in others for file in in_force[owner])
    mapped = [owner for owner in others if owner != INSIDE]
    if len(in_force.keys() - {INSIDE}) == len(mapped) == 1 and (shared := _shared(given, stored)):
        says.append(f"{', '.join(owners)} takes the place of {mapped[0] or 'what is in force'}: both map {shared}")
        stored = [document for document in stored if document.file.owner == INSIDE]
        others = [owner for owner in others if owner == INSIDE]
    if others:
        require_trusted(connection)
        whose = [
            "was defined from inside the database" if owner == INSIDE else f"{owner} has in force" for owner in others
        ]
        says.append(f"stays as it is: what {', and what '.join(whose)}")
    if only and (gone := [owner or "another file" for owner in in_force if owner not in owners]):
        says.append(f"goes: what {', '.join(gone)} has in force")
    return Together(load_beside(given, stored, images_in_force(connection)), tuple(says))


def beside(connection: psycopg.Connection, paths: Sequence[Path]) -> Model:
    """The model that an apply of them would make; of them alone, where this role may not read what is in force."""
    readable = connection.execute(READABLE).fetchone()
    return together(connection, paths).model if readable == (True,) else load(paths)


def require_something(plan: Plan) -> None:
    """Raises SaintError where the plan drops all that is compiled and makes nothing."""
    if not plan.objects and any(isinstance(stage, Drop) for stage in plan.stages):
        where = next((Location(file.name, 1) for file in plan.files if not file.in_force), None)
        raise SaintError("nothing is asked for in it: everything that is compiled would go", where, EMPTY)


def _owners(paths: Sequence[Path]) -> list[str]:
    found: dict[str, Path] = {}
    for path in paths:
        if owner_of(path) == INSIDE:
            raise SaintError(
                f"{path} is called {INSIDE}, as the owner of what was defined from inside the database is",
                remedy="rename it",
            )
        other = found.setdefault(owner_of(path), path)
        if other is not path:
            raise SaintError(
                f"{other} and {path} have the same name, and would be one owner",
                remedy="rename one of the two, or put both into a folder and give that",
            )
    return list(found)


def _require_something(given: Sequence[Document], paths: Sequence[Path], in_force: dict[str, list[File]]) -> None:
    """Beside others a file of settings alone may be a part, if it was none of something before."""
    errors = []
    for owner in map(owner_of, paths):
        own = [document for document in given if document.file.owner == owner]
        alone = not any(map(_defines, given)) and not in_force.keys() - {owner}
        had = any(map(_defines, stored_documents(in_force.get(owner, []))))
        if not any(map(_defines, own)) and (alone or had):
            went = f"everything that {owner} has in force would go" if had else "there is nothing to apply"
            where = Location(own[0].file.name, 1) if own else None
            errors.append(SaintError(f"no entity, no status, nothing is defined in it: {went}", where, EMPTY))
    if errors:
        raise SaintErrors(errors)


def _defines(document: Document) -> bool:
    return any(document.data.get(part) for part in PARTS)


def _renamed(file: File, names: set[str]) -> File:
    """Files of two owners may have the same name, where each was applied from its own folder."""
    while file.name in names:
        file = replace(file, name=f"{file.owner or 'other'}/{file.name}")
    return file


def _shared(given: Sequence[Document], stored: Sequence[Document]) -> str:
    """What both map, in words; empty if nothing."""
    mapped = [
        {name for each in documents for part in MAPPING for name in each.data.get(part) or {}}
        for documents in (given, stored)
    ]
    return ", ".join(sorted(mapped[0] & mapped[1]))
