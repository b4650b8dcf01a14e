"""What this CRM does not have: statuses and counters on it are left out, links and parents to it too."""

from __future__ import annotations

from typing import Any

ON = ("counters", "statuses", "selections", "monitors")


def leave_out(data: dict[str, Any]) -> dict[str, list[str]]:
    """Removes from the plain YAML what stands on an absent entity; says what went, by the absent name.

    What is no entity is a source: what counts it becomes NULL, see pg_saint.criteria.combined.
    """
    absent = data.get("absent")
    if not isinstance(absent, dict):
        return {}
    gone: dict[str, list[str]] = {}
    for section in ON:
        parts = data.get(section)
        if isinstance(parts, dict):
            for name in [name for name, part in parts.items() if isinstance(part, dict) and part.get("on") in absent]:
                gone.setdefault(parts[name]["on"], []).append(f"{WORDS[section]} {name}")
                del parts[name]
    for section, key in (("entities", "parents"), ("sources", "links")):
        parts = data.get(section)
        for part in parts.values() if isinstance(parts, dict) else ():
            if isinstance(part, dict) and isinstance(part.get(key), dict):
                part[key] = {name: value for name, value in part[key].items() if name not in absent}
    return gone


WORDS = {"counters": "counter", "statuses": "status", "selections": "selection", "monitors": "monitor"}
