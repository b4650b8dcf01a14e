"""The checked model and the live catalog → the IR."""

from pg_saint.resolve.definition import resolve, resolve_with_warnings
from pg_saint.resolve.indexes import Warning
from pg_saint.resolve.schemas import mapped_schemas

__all__ = ["Warning", "mapped_schemas", "resolve", "resolve_with_warnings"]
