"""What is wrong with a model and can be seen without a database: names, ranks, languages, criteria."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pg_saint.criteria import entity_criteria
from pg_saint.criteria.attention import monitor_condition, revenue_condition
from pg_saint.criteria.children import cycles
from pg_saint.definitions.model import Model
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError, suggestion
from pg_saint.validate.attention import attention_errors
from pg_saint.validate.follow_ups import check_follow_ups
from pg_saint.validate.lists import check_lists
from pg_saint.validate.object_names import check_object_names
from pg_saint.validate.schemas import check_schemas
from pg_saint.validate.texts import check_texts

# What is on an entity that is not there can be left out, and the rest be read.
ON = ("counters", "statuses", "selections", "monitors")


def check_model(model: Model) -> list[SaintError]:
    """Everything that is wrong; the criteria only where the entities and sources that they are about are right."""
    errors = [
        *check_lists(model),
        *check_schemas(model),
        *_names(model),
        *_parents(model),
        *_ranks(model),
        *_languages(model),
        *_aliases(model),
        *_own_keys(model),
    ]
    errors += [*_combined(model), *attention_errors(model), *check_object_names(model)]
    if any(error.location is None or error.location.path[:1] not in {(section,) for section in ON} for error in errors):
        return errors
    rest = model.without_strangers(ON) if errors else model
    return [*errors, *_criteria(rest), *check_texts(rest), *check_follow_ups(rest)]


def _names(model: Model) -> Iterator[SaintError]:
    entities = list(model.entities)
    for section in ("counters", "statuses", "selections", "monitors"):
        for name, part in getattr(model, section).items():
            if part.on not in entities:
                yield SaintError(
                    f"unknown entity {part.on}", model.location(section, name, "on"), suggestion(part.on, entities)
                )
    for name, source in model.sources.items():
        for entity in source.links:
            if entity not in entities:
                location = model.location("sources", name, "links", entity)
                yield SaintError(f"unknown entity {entity}", location, suggestion(entity, entities))
        for word, each in (source.standard_counters or {}).items():
            for at, entity in enumerate(each.on or []):
                if entity not in source.links:
                    location = model.location("sources", name, "standard_counters", word, "on", at)
                    yield SaintError(
                        f"{name} has no link to {entity}", location, suggestion(entity, list(source.links))
                    )
    for name, entity_ in model.entities.items():
        for parent in entity_.parents:
            if parent not in entities:
                location = model.location("entities", name, "parents", parent)
                yield SaintError(f"unknown entity {parent}", location, suggestion(parent, entities))


def _combined(model: Model) -> Iterator[SaintError]:
    sources = list(model.sources)
    for name, combined in model.combined.items():
        if name in model.sources:
            yield SaintError(f"{name} is already a source", model.location("combined", name), "choose another name")
        for at, part in enumerate(combined.of):
            if part not in sources:
                location = model.location("combined", name, "of", at)
                yield SaintError(f"unknown source {part}", location, suggestion(part, sources))
    for name in model.absent:
        for section in ("entities", "sources", "combined"):
            if name in getattr(model, section):
                location = model.location("absent", name)
                there = model.location(section, name)
                yield SaintError(
                    f"{name} is listed as absent, but mapped at {there}", location, "remove one of the two"
                )


def _parents(model: Model) -> Iterator[SaintError]:
    try:
        depends_order(
            {name: entity.parents for name, entity in model.entities.items()},
            lambda name: model.location("entities", name, "parents"),
            "an entity cannot be its own parent; join its table under joins: and name fields of the join",
        )
    except SaintError as error:
        yield error


def _ranks(model: Model) -> Iterator[SaintError]:
    """A tie would leave it to chance which status is shown. A deleted one gives its rank free."""
    first: dict[tuple[str, int], str] = {}
    for name, status in model.statuses.items():
        if status.deleted or not (status.visual or "rank" in status.model_fields_set):
            continue
        other = first.setdefault((status.on, status.rank), name)
        if other != name:
            yield SaintError(
                f"statuses {other} and {name} of {status.on} have the same rank {status.rank}",
                model.location("statuses", name, "rank"),
                f"give each a rank of its own, the lowest wins; {other} is at {model.location('statuses', other)}",
            )


def _languages(model: Model) -> Iterator[SaintError]:
    for section in ("statuses", "selections", "monitors"):
        for name, part in getattr(model, section).items():
            follow_up = getattr(part, "follow_up", None)
            for way, texts in (
                (("name",), part.name),
                (("description",), getattr(part, "description", None)),
                (("follow_up", "text"), follow_up.text if follow_up else None),
            ):
                for language in texts if isinstance(texts, dict) else ():
                    if language not in model.languages:
                        location = model.location(section, name, *way, language)
                        remedy = f"add it under languages: or use one of {', '.join(model.languages)}"
                        yield SaintError(f"unknown language {language}", location, remedy)


def _aliases(model: Model) -> Iterator[SaintError]:
    """Parents and the entities on the way of a link are joined under their own names."""
    for name, entity in model.entities.items():
        yield from _alias_clashes(model, "entities", name, entity.joins, entity.parents)
    for name, source in model.sources.items():
        yield from _alias_clashes(model, "sources", name, source.joins, model.entities)


def _alias_clashes(
    model: Model, section: str, name: str, joins: Iterable[str], others: Iterable[str]
) -> Iterator[SaintError]:
    for alias in joins:
        if alias in (name, *others):
            location = model.location(section, name, "joins", alias)
            yield SaintError(f"join {alias} has the name of an entity or source", location, "rename the join")


def _own_keys(model: Model) -> Iterator[SaintError]:
    for name, source in model.sources.items():
        for key in ("date", "amount"):
            if key in source.fields:
                location = model.location("sources", name, "fields", key)
                yield SaintError(f"{key} is a key of the source itself", location, f"write {key}: next to table:")


def _criteria(model: Model) -> Iterator[SaintError]:
    for entity in model.entities:
        yield from entity_criteria(model, entity).errors
    yield from cycles({entity: entity_criteria(model, entity).asks for entity in model.entities})
    for name in model.monitors:
        try:
            monitor_condition(model, name)
        except SaintError as error:
            yield error
    for name, source in model.sources.items():
        for bought in source.revenue:
            try:
                revenue_condition(model, name, bought)
            except SaintError as error:
                yield error
