"""Around an upgrade of the CRM that renames what is mapped: the triggers off its tables, and on again."""

from pg_saint.upgrade.attach import attach
from pg_saint.upgrade.detach import detach
from pg_saint.upgrade.patience import Patience

__all__ = ["Patience", "attach", "detach"]
