"""Random definitions over a random CRM, as the text of a YAML file."""

from __future__ import annotations

from io import StringIO
from random import Random

from ruamel.yaml import YAML

from tests.oracle.criteria import Criteria
from tests.oracle.crm import Crm
from tests.oracle.plain import laid_out


def definitions(random: Random, crm: Crm) -> str:
    """The mapping, a few counters, statuses and selections of every entity."""
    criteria = {entity: Criteria(random, crm, entity) for entity in crm.entities}
    counters = {
        f"{entity}_{number}": {"on": entity, "value": written.value()}
        for entity, written in criteria.items()
        for number in range(random.randint(1, 4))
    }
    for name, counter in counters.items():
        criteria[counter["on"]].counters.append(name)
    # Parents are asked in some lives.
    if random.random() < 0.4:
        for entity, written in criteria.items():
            written.parents = {parent: criteria[parent] for parent in crm.parents(entity)}
    document = {
        "timezone": crm.timezone,
        "periods": crm.periods,
        "languages": ["en", "nl"],
        "entities": {name: entity.yaml for name, entity in crm.entities.items()},
        "sources": {name: source.yaml for name, source in crm.sources.items()},
        "counters": counters,
        "statuses": statuses(random, criteria),
        "selections": selections(random, criteria),
    }
    text = StringIO()
    YAML().dump(document, text)
    return text.getvalue()


def statuses(random: Random, criteria: dict[str, Criteria]) -> dict[str, object]:
    made: dict[str, object] = {}
    for entity, written in criteria.items():
        for number in range(random.randint(1, 4)):
            name = f"{entity}_status_{number}"
            made[name] = {
                "on": entity,
                "name": {"en": f"Status {number}"},
                "when": when(random, written),
                "rank": 10 * len(made) + 1,
                "visual": random.random() < 0.7,
                "enabled": random.random() < 0.95,
                "notify": random.random() < 0.3,
            }
            written.statuses.append(name)
    return made


def selections(random: Random, criteria: dict[str, Criteria]) -> dict[str, dict[str, object]]:
    made: dict[str, dict[str, object]] = {}
    for entity, written in criteria.items():
        for number in range(random.randint(0, 3)):
            name = f"{entity}_selection_{number}"
            columns: list[object] = [*random.sample(list(written.fields), 1), {"value": written.value()}]
            made[name] = {"on": entity, "columns": random.sample(columns, random.randint(0, 2))}
            # The name stays over later definitions, and with it what was added by hand: so does the kind.
            if number == 1:
                made[name]["static"] = True
            elif number == 2:
                # With other columns it could not be changed online.
                made[name] |= {"when": when(random, written), "columns": sorted(written.fields), "materialized": True}
            else:
                materialized = random.random() < 0.05
                stored = materialized or random.random() < 0.5
                made[name] |= {"when": when(random, written), "materialized": materialized, "stored": stored}
            written.selections.append(name)
            if number == 0:
                written.dynamic.append(name)
    return made


def when(random: Random, criteria: Criteria) -> object:
    """One expression, a list of them, or any, all and not."""
    several = [laid_out(criteria.condition(1)) for _ in range(random.randint(1, 3))]
    return random.choice(
        [
            laid_out(criteria.condition()),
            laid_out(criteria.condition()),
            several,
            {"any": several},
            {"all": several},
            {"not": laid_out(criteria.condition(1))},
            {"any": [laid_out(criteria.condition(0)), {"not": [laid_out(criteria.condition(0))]}, {"all": several}]},
        ]
    )
