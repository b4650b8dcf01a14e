"""What was invoiced: orders a week or two later, and a credit note now and then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from pg_saint.demo.companies import Row

CREDITED = 0.03
"""The part of the invoices that is credited, half of the amount each time."""


def invoices(random: Random, sales: Iterable[Any], today: date) -> Iterator[Row]:
    """Invoices with their keys, of the rows of table sale."""
    number = 0
    for sale in sales:
        key, company, _, _, user, _, _, status, amount, currency, rate, day, _, deleted = sale
        sent_on = day + timedelta(days=random.randint(2, 14))
        if status != "sold" or deleted or sent_on > today:
            continue
        number += 1
        yield number, f"F{number:06}", company, key, user, sent_on, amount, currency, rate
        credited_on = sent_on + timedelta(days=random.randint(5, 40))
        if random.random() < CREDITED and credited_on <= today:
            number += 1
            yield number, f"C{number:06}", company, key, user, credited_on, round(-amount / 2, 2), currency, rate
