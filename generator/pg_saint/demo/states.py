"""The states that customers are in: how much we tell, ask, sell and serve them, and when that stopped.

The statuses of definitions/ find most of these states again, and nobody else; tests/demo counts both.
"""

from __future__ import annotations

from dataclasses import dataclass

HISTORY = 3 * 365
"""Days that the CRM looks back."""


@dataclass(frozen=True)
class State:
    """One group of companies; `companies` of them at scale 1.

    Spans are days. Between two outgoing contacts lie `outgoing` days (at least, at most), between two sales
    around `sale_gap`; None: never. `…_stopped` says how many days ago (at least, at most) that ended; None: it
    goes on. `marketing` is the part of the outgoing contacts that is marketing, `answers` the number of incoming
    contacts for each outgoing one, `since` how long ago the company came in. `requests` are per year,
    `recent_requests` those of the last six weeks on top.
    """

    name: str
    category: str
    companies: int
    since: tuple[int, int] = (200, HISTORY)
    outgoing: tuple[float, float] | None = (7, 13)
    outgoing_stopped: tuple[int, int] | None = None
    late_calls: tuple[int, int] = (0, 0)
    answers: float = 0.5
    incoming_stopped: tuple[int, int] | None = None
    marketing: float = 0.12
    sale_gap: float | None = 120
    sales_stopped: tuple[int, int] | None = None
    requests: float = 2.2
    recent_requests: tuple[int, int] = (0, 0)
    persons: tuple[int, int] = (1, 5)
    has_projects: bool = False


STATES = (
    State("key account", "Customer", 60, since=(900, HISTORY), outgoing=(1, 3), sale_gap=12, requests=9,
          marketing=0.05, persons=(5, 14), has_projects=True),
    State("regular", "Customer", 1010, has_projects=True),
    State("neglected", "Customer", 95, outgoing_stopped=(31, 75), late_calls=(0, 1)),
    State("expensive", "Customer", 70, since=(300, HISTORY), outgoing=(4, 8), marketing=0.85, sales_stopped=(95, 300)),
    State("dormant", "Customer", 75, since=(400, HISTORY), outgoing=(6, 12), incoming_stopped=(95, 240),
          sales_stopped=(120, 300), requests=0),
    State("gone quiet", "Customer", 65, since=(1000, HISTORY), outgoing=(3, 9), sale_gap=10, sales_stopped=(63, 150),
          persons=(3, 8), requests=5),
    State("in trouble", "Customer", 65, requests=6, recent_requests=(6, 13), has_projects=True),
    State("new", "Customer", 60, since=(4, 45), outgoing=(2, 6), sale_gap=25),
    State("prospect", "Prospect", 520, since=(10, 700), outgoing=(25, 80), answers=0.4, marketing=0.45, sale_gap=400,
          requests=0, persons=(1, 3)),
    State("prospect never contacted", "Prospect", 380, since=(1, 400), outgoing=None, answers=0, sale_gap=None,
          requests=0, persons=(1, 2)),
    State("former customer", "Former customer", 420, since=(700, HISTORY), outgoing=(10, 25),
          outgoing_stopped=(200, 600), incoming_stopped=(200, 600), sale_gap=160, sales_stopped=(220, 650),
          requests=1.2, persons=(1, 3)),
    State("partner", "Partner", 90, outgoing=(15, 45), answers=1.0, sale_gap=None, requests=0.3, persons=(1, 4)),
    State("supplier", "Supplier", 90, outgoing=(15, 45), answers=1.2, marketing=0, sale_gap=None, requests=0,
          persons=(1, 3)),
)  # fmt: skip
"""Sums to 3,000 companies."""
