"""Descriptions, dialogs, follow-ups and the fields of exports."""
