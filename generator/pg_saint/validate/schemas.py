"""`schemas:`, where several schemas hold the same tables: a workspace or a tenant each."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.definitions.model import Model
from pg_saint.definitions.model.schemas import is_bare
from pg_saint.errors import SaintError


def check_schemas(model: Model) -> Iterator[SaintError]:
    """What is wrong with `schemas:` and can be seen without a database."""
    if model.schemas is None:
        return
    if not any(is_bare(text) for text, _ in model.tables()):
        yield SaintError(
            "every table is named with its schema, so that none is looked up in these",
            model.location("schemas"),
            "name the tables that each schema has without one: table: company",
        )
    if model.users is not None and model.monitors:
        tables = [(model.users.table, "table"), *((join.table, "joins") for join in model.users.joins.values())]
        for text, key in tables:
            if is_bare(text):
                yield SaintError(
                    "the users of monitors are the same ones in every schema",
                    model.location("users", key),
                    f"name a table that all of them share, with its schema, instead of {text}",
                )
