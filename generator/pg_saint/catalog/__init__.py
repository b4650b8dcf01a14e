"""What the live database says: tables, columns, indexes, privileges, and the types of expressions."""

from pg_saint.catalog.reader import Catalog, TableInfo
from pg_saint.catalog.types import Request, Typed, check_types

__all__ = ["Catalog", "Request", "TableInfo", "Typed", "check_types"]
