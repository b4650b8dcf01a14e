"""Carrying a plan out: in one transaction, or online in steps."""

from pg_saint.apply.comments import write_comments
from pg_saint.apply.execute import apply_plan, drop_all
from pg_saint.apply.online import Online, Step

__all__ = ["Online", "Step", "apply_plan", "drop_all", "write_comments"]
