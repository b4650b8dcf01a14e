"""The CRM's users, with their fields and joins."""

from __future__ import annotations

from pg_saint.catalog.reader import Catalog
from pg_saint.definitions.model import Model
from pg_saint.resolve.asking import Asking
from pg_saint.resolve.entities import EntityRows
from pg_saint.resolve.trees import read_tree


def read_users(model: Model, catalog: Catalog, asking: Asking) -> EntityRows | None:
    """None where they are not mapped, or not rightly: the mistakes are in `asking`."""
    spec = model.users
    if spec is None:
        return None
    users = None
    with asking.collecting():
        users = read_tree(EntityRows, ("users",), spec, model, catalog, asking)
    return users if users is not None and len(users.fields) == len(spec.fields) else None
