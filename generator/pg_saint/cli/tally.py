"""What a worker has done, for who watches over it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pg_saint.metrics import family


@dataclass
class Tally:
    """What a worker has done since it began: `recomputed` records of each entity."""

    ticks: int = 0
    errors: int = 0
    recomputed: Counter[str] = field(default_factory=Counter)

    def text(self) -> str:
        recomputed = [({"entity": entity}, float(records)) for entity, records in sorted(self.recomputed.items())]
        return "".join(
            (
                family(
                    "saint_worker_ticks_total", "counter", "Batches that this worker has ticked.", [({}, self.ticks)]
                ),
                family("saint_worker_errors_total", "counter", "What has failed in this worker.", [({}, self.errors)]),
                family("saint_worker_recomputed_total", "counter", "Records it has recomputed.", recomputed),
            )
        )
