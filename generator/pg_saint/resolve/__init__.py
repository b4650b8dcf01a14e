"""The checked model and the live catalog → the IR."""

from pg_saint.resolve.definition import resolve, resolve_with_warnings
from pg_saint.resolve.indexes import Warning

__all__ = ["Warning", "resolve", "resolve_with_warnings"]
