"""pg_saint: exact statuses and counters over a CRM's own tables, and the compiler that makes them."""

__version__ = "0.2.0"
