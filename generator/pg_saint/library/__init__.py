"""Ready statuses: one file each in statuses/, with its image in images/. A definition names those that it wants."""

from pg_saint.library.entries import Entry, entries
from pg_saint.library.include import with_library

__all__ = ["Entry", "entries", "with_library"]
