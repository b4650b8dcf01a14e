"""What the stored rows of each entity hold, and what they are to hold: which of it a change makes need backfill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pg_saint.compile.row.fingerprints import Fingerprint
from pg_saint.compile.row.needs_backfill import NeedsBackfill

What = tuple[str, str]  # kind and name, as saint.computed has them


@dataclass(frozen=True)
class StoredState:
    """One entity as saint.entity and saint.computed describe it: each thing's fingerprint, and if it is backfilled."""

    generation: int = 0
    stored: int = 0
    things: tuple[tuple[What, tuple[str, bool]], ...] = ()

    @property
    def is_backfilled(self) -> bool:
        return all(backfilled for _, (_, backfilled) in self.things)

    @property
    def needs_backfill(self) -> NeedsBackfill | None:
        """What the views have to compute for rows of an older generation; None where there is nothing."""
        if self.is_backfilled:
            return None
        open_ = [what for what, (_, backfilled) in self.things if not backfilled]
        return NeedsBackfill(
            self.generation,
            ("records", "") in open_,
            frozenset(name for kind, name in open_ if kind == "column"),
            frozenset(name for kind, name in open_ if kind == "status"),
        )

    def finished(self) -> StoredState:
        """The same once every row is of its generation."""
        things = tuple((what, (fingerprint, True)) for what, (fingerprint, _) in self.things if what[0] != "gone")
        return StoredState(self.generation, self.generation, things)


def wanted(fingerprints: Iterable[Fingerprint], installed: StoredState) -> StoredState:
    """What the definition asks of an entity's rows, given what they hold. A change begins a new generation."""
    have = dict(installed.things)
    want: dict[What, tuple[str, bool]] = {}
    for each in fingerprints:
        what: What = (each.kind, each.name)
        known, backfilled = have.get(what, ("", False))
        want[what] = (each.value, backfilled and known == each.value)
    for (kind, name), (fingerprint, _) in have.items():
        # Rows may still hold a status that is no longer there.
        if kind in ("status", "gone") and ("status", name) not in want:
            want["gone", name] = (fingerprint, False)
    state = replace(installed, things=tuple(sorted(want.items())))
    begun = {what: fingerprint for what, (fingerprint, _) in want.items() if have.get(what, ("",))[0] != fingerprint}
    return replace(state, generation=installed.generation + 1) if begun or not installed.generation else state


def all_wanted(
    fingerprints: Mapping[str, Iterable[Fingerprint]], installed: Mapping[str, StoredState]
) -> dict[str, StoredState]:
    """By entity, as the fingerprints are."""
    return {entity: wanted(each, installed.get(entity, StoredState())) for entity, each in fingerprints.items()}


def all_that_need_backfill(states: Mapping[str, StoredState]) -> dict[str, NeedsBackfill]:
    """By entity; those that do not are left out."""
    found = {entity: each.needs_backfill for entity, each in states.items()}
    return {entity: each for entity, each in found.items() if each is not None}
