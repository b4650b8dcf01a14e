"""Citus: what it says of the CRM's tables, and what of a definition cannot be had on tables in shards.

What is compiled for them is in `pg_saint.compile.citus`; docs/scaling.md says what that means for who runs it.
"""
