"""pg_saint: exact statuses and counters over a CRM's own tables, and the compiler that makes them."""

__version__ = "0.1.0"
