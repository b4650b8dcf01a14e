"""Bridgecom's data, the same for the same day: as if three years of work ended on `today`."""

from __future__ import annotations

from datetime import date
from operator import itemgetter
from random import Random

from pg_saint.demo.companies import Company, Row, companies
from pg_saint.demo.events import activities, documents, requests, sales
from pg_saint.demo.invoices import invoices
from pg_saint.demo.projects import projects
from pg_saint.demo.words.trade import CATEGORIES, DOCUMENT_TEMPLATES, FOLLOW_UP_TYPES, REQUESTS, USERS

SEED = 20


def generate(today: date, scale: float = 1.0, seed: int = SEED) -> dict[str, list[Row]]:
    """The rows of each table of schema crm, in an order in which foreign keys hold.

    `scale` 1 gives about 3,000 companies and 300,000 activities; 0.05 is enough for a test.
    """
    # Not for secrets: the same seed has to give the same customers.
    random = Random(seed)
    tables: dict[str, list[Row]] = {**_lists(), "company": [], "person": [], "project": []}
    found: list[Company] = []
    for company, persons in companies(random, today, scale):
        found.append(company)
        tables["company"].append(company.row)
        tables["person"] += persons
    told = list(projects(random, found, today, scale))
    tables["project"] = [project.row for project in told]

    happened = [row for company in found for row in activities(random, company, today)]
    happened += [row for project in told for row in project.activities]
    tables["activity"] = _numbered(happened, by=9)
    sold = [row for company in found for row in sales(random, company, today)]
    sold += [row for project in told for row in project.sales]
    tables["sale"] = _numbered(sold, by=11)
    # With numbers of its own: the rest stays what it was.
    tables["invoice"] = list(invoices(Random(seed + 1), tables["sale"], today))
    written = [pair for company in found for pair in documents(random, company, today)]
    written += [pair for project in told for pair in project.documents]
    written.sort(key=lambda pair: str(pair[0][9]))
    tables["document"] = [(number, *row) for number, (row, _) in enumerate(written, start=1)]
    tables["document_recipient"] = [
        (number, person) for number, (_, persons) in enumerate(written, start=1) for person in persons
    ]
    asked = [row for company in found for row in requests(random, company, today)]
    tables["request"] = _numbered(asked, by=5)
    return tables


def _lists() -> dict[str, list[Row]]:
    return {
        "users": [
            (number, user, name, f"{user}@bridgecom.example", department, True)
            for number, (user, name, department) in enumerate(USERS, start=1)
        ],
        "company_category": list(enumerate(CATEGORIES, start=1)),
        "follow_up_type": [(number, *row) for number, row in enumerate(FOLLOW_UP_TYPES, start=1)],
        "document_template": [(number, *row) for number, row in enumerate(DOCUMENT_TEMPLATES, start=1)],
        "request_category": [(category, days) for category, (days, _) in REQUESTS.items()],
    }


def _numbered(rows: list[Row], by: int) -> list[Row]:
    """The rows with keys from 1, in the order of the column `by`, as a CRM would have handed them out."""
    rows.sort(key=itemgetter(by))
    return [(number, *row) for number, row in enumerate(rows, start=1)]
