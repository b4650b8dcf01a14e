"""Records computed from the CRM's tables, and stored: live, tick, backfill."""
