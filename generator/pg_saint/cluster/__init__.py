"""Throw-away PostgreSQL servers, for the demo and the tests."""

from pg_saint.binaries import find_bindir, server_user
from pg_saint.cluster.local import Cluster

__all__ = ["Cluster", "find_bindir", "server_user"]
