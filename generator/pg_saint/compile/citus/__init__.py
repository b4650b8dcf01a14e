"""Entities whose tables Citus keeps in shards: views alone, computed at each read, no table and no trigger."""
