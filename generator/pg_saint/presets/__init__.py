"""Mappings of known CRMs to start from, one commented YAML file for each, and proposals for unknown ones."""

from pg_saint.presets.known import fitted, names, recognised
from pg_saint.presets.proposal import proposal
from pg_saint.presets.tables import FoundTable, read_tables, read_values

__all__ = ["FoundTable", "fitted", "names", "proposal", "read_tables", "read_values", "recognised"]
