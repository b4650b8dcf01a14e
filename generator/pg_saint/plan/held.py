"""What the stored rows of each entity hold, and what they are to hold: which of it a change makes unsettled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pg_saint.compile.row.fingerprints import Fingerprint
from pg_saint.compile.row.unsettled import Unsettled

What = tuple[str, str]  # kind and name, as saint.computed has them


@dataclass(frozen=True)
class Held:
    """One entity as saint.entity and saint.computed describe it: each thing's fingerprint, and if it is settled."""

    generation: int = 0
    stored: int = 0
    things: tuple[tuple[What, tuple[str, bool]], ...] = ()

    @property
    def is_settled(self) -> bool:
        return all(settled for _, (_, settled) in self.things)

    @property
    def unsettled(self) -> Unsettled | None:
        """What the views have to compute for rows of an older generation; None where there is nothing."""
        if self.is_settled:
            return None
        open_ = [what for what, (_, settled) in self.things if not settled]
        return Unsettled(
            self.generation,
            ("records", "") in open_,
            frozenset(name for kind, name in open_ if kind == "column"),
            frozenset(name for kind, name in open_ if kind == "status"),
        )

    def finished(self) -> Held:
        """The same once every row is of its generation."""
        things = tuple((what, (fingerprint, True)) for what, (fingerprint, _) in self.things if what[0] != "gone")
        return Held(self.generation, self.generation, things)


def wanted(fingerprints: Iterable[Fingerprint], installed: Held) -> Held:
    """What the definition asks of an entity's rows, given what they hold. A change begins a new generation."""
    have = dict(installed.things)
    want: dict[What, tuple[str, bool]] = {}
    for each in fingerprints:
        what: What = (each.kind, each.name)
        known, settled = have.get(what, ("", False))
        want[what] = (each.value, settled and known == each.value)
    for (kind, name), (fingerprint, _) in have.items():
        # Rows may still hold a status that is no longer there.
        if kind in ("status", "gone") and ("status", name) not in want:
            want["gone", name] = (fingerprint, False)
    held = replace(installed, things=tuple(sorted(want.items())))
    begun = {what: fingerprint for what, (fingerprint, _) in want.items() if have.get(what, ("",))[0] != fingerprint}
    return replace(held, generation=installed.generation + 1) if begun or not installed.generation else held


def all_wanted(fingerprints: Mapping[str, Iterable[Fingerprint]], installed: Mapping[str, Held]) -> dict[str, Held]:
    """By entity, as the fingerprints are."""
    return {entity: wanted(each, installed.get(entity, Held())) for entity, each in fingerprints.items()}
