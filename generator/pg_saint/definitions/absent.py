"""What this CRM does not have: statuses and counters on it are left out, links and parents to it too."""

from __future__ import annotations

from typing import Any

ON = ("counters", "statuses", "selections", "monitors")


def leave_out(data: dict[str, Any]) -> dict[str, list[str]]:
    """Removes from the plain YAML what stands on an absent entity; says what went, by the absent name.

    What is not an entity is a source: what counts it becomes NULL, see pg_saint.criteria.combined.
    """
    absent = data.get("absent") or {}
    gone: dict[str, list[str]] = {}
    for section in ON:
        parts = data.get(section) or {}
        for name in [name for name, part in parts.items() if _on(part) in absent]:
            gone.setdefault(parts[name]["on"], []).append(f"{WORDS[section]} {name}")
            del parts[name]
    for section, key in (("entities", "parents"), ("sources", "links")):
        for part in (data.get(section) or {}).values():
            if isinstance(part, dict) and isinstance(part.get(key), dict):
                part[key] = {name: value for name, value in part[key].items() if name not in absent}
    return gone


def _on(part: Any) -> str | None:
    on = part.get("on") if isinstance(part, dict) else None
    return on if isinstance(on, str) else None


WORDS = {"counters": "counter", "statuses": "status", "selections": "selection", "monitors": "monitor"}
