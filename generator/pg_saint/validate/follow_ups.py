"""Default follow-ups: of which source they are, and who gets them."""

from __future__ import annotations

from collections.abc import Iterator

from pg_saint.definitions.model import Model
from pg_saint.errors import SaintError, suggestion


def user_field(model: Model, entity: str, wanted: str | None) -> str | None:
    """The field that says for whom: the one asked for, else the record's or a parent's `user`; None for nobody."""
    fields = model.field_names(entity)
    if wanted is not None:
        return wanted if wanted in fields else None
    return next((field for field in fields if field == "user" or field.endswith(".user")), None)


def check_follow_ups(model: Model) -> Iterator[SaintError]:
    """What a follow-up cannot do, as far as it is seen without a database."""
    for name, status in model.statuses.items():
        follow_up = status.follow_up
        if follow_up is None:
            continue
        if follow_up.source not in model.sources:
            known = [each for each, source in model.sources.items() if source.write]
            location = model.location("statuses", name, "follow_up", "source")
            remedy = suggestion(follow_up.source, known)
            yield SaintError(f"unknown source {follow_up.source} of a follow-up", location, remedy)
        if follow_up.user is not None and user_field(model, status.on, follow_up.user) is None:
            remedy = suggestion(follow_up.user, model.field_names(status.on))
            location = model.location("statuses", name, "follow_up", "user")
            yield SaintError(f"{status.on} has no field {follow_up.user}", location, remedy)
