"""Bringing pg_saint to a server, as an extension's files, or into one database, as its owner's own objects."""

from pg_saint.install.database import install_database, remove
from pg_saint.install.files import assemble, install
from pg_saint.install.python import use_python

__all__ = ["assemble", "install", "install_database", "remove", "use_python"]
