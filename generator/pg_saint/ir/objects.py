"""What the objects are called that are compiled for an entity, a selection or a monitor: what comes after its name.

The first list is of schema saint_data, the second of schema saint, where people read. PostgreSQL's own names of keys,
indexes and sequences are among them: a table of that name could not be created beside them.
"""

from __future__ import annotations

TABLES = ("", "dirty", "via", "statusvalue", "stale", "in_shards", "now", "now_statuses")
FUNCTIONS = (
    "as_mapped", "rows_hold", "held",
    "statuses", "next_change", "live", "live_many", "live_all", "live_statuses", "indirectly_stale",
    "indirectly_new", "first_mark", "refresh_statuses", "recompute", "tick", "backfill", "fill",
    "check", "criteria", "explain", "texts", "try", "try_many", "try_all", "failing", "careful", "careful_many",
    "careful_all", "advance", "advance_many", "folded", "folded_many", "extremes", "fold", "current",
    "indirect_marks", "answers", "answer", "asks", "mark_all",
)  # fmt: skip
INDEXES = (
    "pkey", "due", "dirty_pkey", "dirty_mark_seq", "via_pkey", "via_mark_seq", "statusvalue_pkey", "statusvalue_status",
)  # fmt: skip
# Of an entity with contact moments.
ATTENTION = ("moments", "chronology", "happened", "counted", "attention", "attention_between", "relations", "added",
             "calculate")  # fmt: skip

ENTITY = (
    (*TABLES, *FUNCTIONS, "dialogs", "fields", "record_name", *INDEXES),
    ("counter", "status", "watermark", "card", "statusvalue", "status_history", "status_period"),
)
SELECTION = (("rows", "refresh"), ("", "id_idx"))
MONITOR = (
    ("", "id_idx", "calculate", "recalculate", "added", "added_pkey"),
    ("", "bands", "summary", "sales", "sales_bands", "sales_summary", "excluded"),
)
STATE_CHANGES = ("transition", "transition_pkey", "transition_change_seq")
CHANGES = ("change", "change_pkey", "change_change_seq")
# Tables, views and indexes of every database with pg_saint whose names begin or end as those above do.
OURS = ("selection_entry", "selection_entry_pkey", "selection_member", "selection_pkey", "selection_refresh",
        "selection_refresh_pkey", "status_history")  # fmt: skip
# Of a database with rows in shards of Citus: saint.set_today() looks for it.
OURS_IN_SHARDS = ("saint_data.pinned_day",)
