"""The YAML files → a checked model; no database is needed for it."""

from pg_saint.definitions.loader import load, load_stored
from pg_saint.definitions.model import Model

__all__ = ["Model", "load", "load_stored"]
