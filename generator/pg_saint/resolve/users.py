"""The CRM's users, with their fields and joins."""

from __future__ import annotations

from pg_saint.catalog.reader import Catalog
from pg_saint.definitions.model import Model
from pg_saint.resolve.entities import EntityRows
from pg_saint.resolve.trees import read_tree
from pg_saint.resolve.type_checker import TypeChecker


def read_users(model: Model, catalog: Catalog, checker: TypeChecker) -> EntityRows | None:
    """None where they are not mapped, or not rightly: the mistakes are in `asking`."""
    spec = model.users
    if spec is None:
        return None
    users = None
    with checker.collecting():
        users = read_tree(EntityRows, ("users",), spec, model, catalog, checker)
    return users if users is not None and len(users.fields) == len(spec.fields) else None
