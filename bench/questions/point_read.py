"""One company on the screen."""

from __future__ import annotations

from bench.answers import Answer, Figure
from bench.compare import Variant, compare
from bench.databases import Databases, tick

KEY = "crm.company by primary key"
STATUS = "saint.company_status of one company"
CARD = "saint.company_card of one company"
COUNTER = "saint.company_counter of one company"


def ask(databases: Databases) -> Answer:
    """How many a second, nothing stale."""
    with databases.connect("saint") as connection:
        tick(connection)
        connection.execute("vacuum (analyze)")
    runs = compare(
        databases,
        {
            KEY: Variant("saint", "read_company"),
            STATUS: Variant("saint", "read_status"),
            CARD: Variant("saint", "read_card"),
            COUNTER: Variant("saint", "read_counter"),
        },
    )
    tps = {name: found.tps for name, found in runs.items()}
    return Answer(
        title="Point read",
        asked="One random company, prepared, 2 clients, nothing stale.",
        figures=[
            Figure(
                what=f"time of {STATUS} ÷ {KEY}",
                measured=tps[KEY] / tps[STATUS],
                target=2,
                at_most=True,
                note=runs[KEY].spread(runs[STATUS]),
            ),
            Figure(
                what=f"time of {CARD} ÷ {KEY}",
                measured=tps[KEY] / tps[CARD],
                target=1.6,
                at_most=True,
                note=runs[KEY].spread(runs[CARD]),
            ),
            Figure(what=f"time of {COUNTER} ÷ {KEY}", measured=tps[KEY] / tps[COUNTER]),
        ],
        columns=["", "transactions/s"],
        rows=[[name, f"{value:,.0f}"] for name, value in tps.items()],
    )
