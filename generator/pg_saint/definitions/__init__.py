"""YAML with line numbers → a model of it."""

from pg_saint.definitions.model import Model

__all__ = ["Model"]
