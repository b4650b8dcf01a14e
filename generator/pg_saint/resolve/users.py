"""The CRM's users, with their fields and joins."""

from __future__ import annotations

from pg_saint.catalog.reader import Catalog
from pg_saint.definitions.model import Model
from pg_saint.ir.nodes import Place
from pg_saint.resolve.asking import Asking
from pg_saint.resolve.entities import EntityRows, FieldRows
from pg_saint.resolve.rows import read_rows


def read_users(model: Model, catalog: Catalog, asking: Asking) -> EntityRows | None:
    """None where they are not mapped, or not rightly: the mistakes are in `asking`."""
    spec = model.users
    if spec is None:
        return None

    def place(*path: str | int) -> Place:
        return model.place("users", *path)

    users = None
    with asking.collecting():
        rows = read_rows("users", spec, catalog, asking, place)
        where = rows.ask(spec.where, place("where"), "boolean").expr if spec.where is not None else None
        users = EntityRows("users", rows, rows.ask(spec.key, place("key")), where, place())
        for name, text in spec.fields.items():
            asked = rows.ask(text, place("fields", name))
            users.fields[name] = FieldRows(asked.expr, asked)
    return users
