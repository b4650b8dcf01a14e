"""What the YAML may hold, as pydantic models."""

from pg_saint.definitions.model.base import RESERVED_COLUMNS
from pg_saint.definitions.model.entities import ConfidentialField, Join, Tree
from pg_saint.definitions.model.lists import ClassList, Range
from pg_saint.definitions.model.monitors import Between, Monitor
from pg_saint.definitions.model.selections import Selection
from pg_saint.definitions.model.sources import ColumnLink, Source, ThroughLink
from pg_saint.definitions.model.statuses import Status
from pg_saint.definitions.model.whole import Model, nearest_location

__all__ = [
    "RESERVED_COLUMNS", "Between", "ClassList", "ColumnLink", "ConfidentialField", "Join", "Model", "Monitor", "Range",
    "Selection", "Source", "Status", "ThroughLink", "Tree", "nearest_location",
]  # fmt: skip
