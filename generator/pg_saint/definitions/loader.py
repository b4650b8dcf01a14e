"""Files and folders of YAML → one Model, its names and criteria unchecked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pg_saint.definitions.absent import ON, leave_out
from pg_saint.definitions.document import STDIN, Document, File, Path_, owner_of, parse_document, read_document
from pg_saint.definitions.images import read_image
from pg_saint.definitions.model import Model, nearest_location
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError, SaintErrors, suggestion
from pg_saint.ir.nodes import Image, Location

SECTIONS = ("lists", "entities", "sources", "combined", "absent", "counters", "statuses", "selections", "monitors")


def read_documents(paths: Sequence[Path], allow_empty: bool = False) -> list[Document]:
    """YAML files; a folder stands for every *.yaml and *.yml in it, and ``-`` is standard input. Raises SaintError(s),
    also where there is nothing in it, which nobody means who has emptied a file or not yet written it."""
    documents: list[Document] = []
    errors: list[SaintError] = []
    for path in paths:
        own: list[Document] = []
        for file in _files(path, allow_empty):
            try:
                own.append(read_document(file, owner_of(path)))
            except SaintError as error:
                errors.append(error)
        if own and not errors and not allow_empty and not any(document.data for document in own):
            errors.append(SaintError("there is nothing in it", Location(own[0].file.name, 1), NOTHING))
        documents += own
    if errors:
        raise SaintErrors(errors)
    _check_sections(documents)
    return documents


def stored_documents(files: Iterable[File]) -> list[Document]:
    """The same of files as the database has them."""
    documents = [parse_document(file) for file in files]
    _check_sections(documents)
    return documents


@dataclass(frozen=True)
class Formed:
    """The model of what is in the form of a definition, the errors of what is not, and the names of parts that are left
    out for it."""

    model: Model
    errors: list[SaintError]
    left_out: set[str]


def model_of(documents: Sequence[Document]) -> Formed:
    """All of them together. Raises SaintErrors with the file and line of what is not in the form of a definition, where
    there is no telling what the rest would be without it."""
    data, locations = _merge(documents)
    _copy_statuses(data, locations)
    left_out = leave_out(data)
    formed = _formed(data, locations)
    model = formed.model
    model._locations.update(locations)
    model._left_out.update(left_out)
    model._files.update((document.file.name, document.file) for document in documents)
    return formed


def read_images(model: Model) -> Iterator[SaintError]:
    """The statuses' images, from the files beside the definition, but for what is in force; what is wrong with them."""
    for name in model.statuses:
        file = model.image_file(name)
        if file is not None:
            try:
                model._images[name] = read_image(file, model.location("statuses", name, "image"))
            except SaintError as error:
                yield error


def take_images(model: Model, images: Mapping[str, Image]) -> None:
    """The other statuses' images, as the database has them by status."""
    taken = {name: image for name, image in images.items() if name in model.statuses}
    model._images.update(taken | model._images)


def _files(path: Path, allow_empty: bool) -> Iterator[Path]:
    if path == STDIN:
        yield path
    elif path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
        if not files and not allow_empty:
            raise SaintError(f"{path} holds no .yaml file", None, "name a YAML file, or a folder of YAML files")
        yield from files
    elif path.is_file():
        yield path
    else:
        raise SaintError(f"{path} does not exist", None, "name a YAML file, or a folder of YAML files")


def _check_sections(documents: Sequence[Document]) -> None:
    """Raises SaintErrors for what would stand in the way of everything that looks at names before the model is made."""
    wrong = [
        SaintError(f"{section} is not a mapping", document.locations[(section,)], REMEDIES["dict_type"].format())
        for document in documents
        for section in SECTIONS
        if not isinstance(document.data.get(section), dict | None)
    ]
    if wrong:
        raise SaintErrors(wrong)


def _merge(documents: Sequence[Document]) -> tuple[dict[str, Any], dict[Path_, Location]]:
    data: dict[str, Any] = {}
    locations: dict[Path_, Location] = {}
    errors: list[SaintError] = []
    for document in documents:
        beside = {there.file.name: there.file for there in documents if there.file.in_force}
        for key, value in document.data.items():
            if key in SECTIONS and isinstance(value, dict) and isinstance(data.get(key), dict):
                errors += [
                    _twice(f"{key}.{name}", document.locations[key, name], locations[key, name], beside)
                    for name in value
                    if name in data[key]
                ]
                data[key] = data[key] | value
            elif value is None and key in SECTIONS:
                data.setdefault(key, {})
            elif key in data and data[key] != value:
                errors.append(_twice(key, document.locations[(key,)], locations[(key,)], beside))
            else:
                data[key] = value
        locations = document.locations | locations
    if errors:
        raise SaintErrors(errors)
    return data, locations


NOTHING = "start with: entities:\n--allow-empty takes away what it had; saint drop removes all that is compiled"
# What a copy has of its own.
NOT_COPIED = {"copy_of", "rank", "enabled", "deleted"}


def _copy_statuses(data: dict[str, Any], locations: dict[Path_, Location]) -> None:
    """A status with `copy_of` gets what it does not say itself from the other one."""
    statuses = data.get("statuses") or {}
    needs = {
        name: [part["copy_of"]]
        for name, part in statuses.items()
        if isinstance(part, dict) and isinstance(part.get("copy_of"), str)
    }
    for name, (other,) in needs.items():
        if not isinstance(statuses.get(other), dict):
            remedy = suggestion(other, [known for known in statuses if known != name])
            raise SaintError(f"unknown status {other}", locations["statuses", name, "copy_of"], remedy)
    for name in depends_order(needs, lambda name: locations["statuses", name, "copy_of"]):
        (other,) = needs[name]
        taken = [key for key in statuses[other] if key not in statuses[name] and key not in NOT_COPIED]
        statuses[name] |= {key: statuses[other][key] for key in taken}
        for way, location in list(locations.items()):
            if way[:2] == ("statuses", other) and len(way) > 2 and way[2] in taken:
                locations["statuses", name, *way[2:]] = location


def _formed(data: dict[str, Any], locations: dict[Path_, Location]) -> Formed:
    errors: list[SaintError] = []
    gone: set[str] = set()
    while True:
        try:
            return Formed(Model.model_validate(data), errors, gone)
        except ValidationError as error:
            details = error.errors()
            errors += [_error(detail, locations) for detail in details]
            taken = [_taken_out(data, detail, gone) for detail in details]
            if not all(taken):
                raise SaintErrors(errors) from error


def _taken_out(data: dict[str, Any], detail: Any, gone: set[str]) -> bool:
    """Whether the rest means the same without what is wrong: an unknown key, taken for the nearest one, or a part on
    which little stands."""
    way = [step for step in detail["loc"] if step not in TAGS]
    if len(way) > 1 and way[0] in ON and way[1] not in data[way[0]]:
        # It went with its part, in which something else is wrong too.
        return True
    if detail["type"] == "unknown_key":
        value = _at(data, detail["loc"])
        wrong = value.pop(detail["ctx"]["key"])
        for near in detail["ctx"]["near"]:
            value.setdefault(near, wrong)
        return True
    if len(way) < 2 or way[0] not in ON:
        return False
    data[way[0]].pop(way[1], None)
    gone.add(str(way[1]))
    return True


def _at(data: Any, way: Iterable[Any]) -> Any:
    """What is there. A step that is a tag of ours is told from a key of that name: it leads nowhere, or to a plain
    value."""
    for step in way:
        if step in TAGS and not (isinstance(data, dict) and isinstance(data.get(step), dict | list)):
            continue
        data = data[step]
    return data


def _twice(what: str, here: Location, there: Location, in_force: Mapping[str, File]) -> SaintError:
    """`in_force`: by name the files that come from the database, where one cannot rename anything."""
    found = in_force.get(here.file) or in_force.get(there.file)
    if found is None:
        return SaintError(f"{what} is also defined at {there}", here, "rename or remove one of the two")
    if found.name == here.file:
        here, there = there, here
    whose = f", which is in force and belongs to {found.owner}" if found.owner else ", which is in force"
    remedy = "rename or remove it here; or give the files of both; --only: what is given is the whole definition"
    return SaintError(f"{what} is also defined at {there}{whose}", here, remedy)


def _error(detail: Any, locations: dict[Path_, Location]) -> SaintError:
    way: Path_ = tuple(detail["loc"])
    context = detail.get("ctx", {})
    if detail["type"] == "unknown_key":
        way = (*way, context["key"])
    where = ".".join(str(step) for step in detail["loc"] if step not in TAGS)
    message = f"{where}: {detail['msg']}" if where else str(detail["msg"])
    remedy = context.get("remedy") or REMEDIES.get(detail["type"], "").format(**context)
    for key, kind in AT:
        if kind == detail["type"] and key in way:
            remedy = AT[key, kind]
    return SaintError(message, nearest_location(locations, way), remedy or None)


# The names of alternatives in the model: nobody wrote them.
TAGS = {"[key]", "text", "list", "mapping", "number", "column", "through", "confidential field"}
AT = {
    ("periods", "too_long"): "there can be at most eight periods",
    ("periods", "string_pattern_mismatch"): "write a number of days, or a length: 30 days, 2 weeks, 6 months, 1 year",
    ("users", "literal_error"): "write all, or a list of users' keys: [3, 4]",
}
REMEDIES = {
    "missing": "add this key",
    "greater_than_equal": "write a number of days, from {ge}",
    "too_long": "write {max_length}, and the next one as an item of its own",
    "too_short": "write at least {min_length}",
    "date_type": "write a date, e.g. 2026-12-31",
    "date_from_datetime_parsing": "write a date, e.g. 2026-12-31",
    "dict_type": "write a mapping: {{key: value}}",
    "string_type": "write a text here",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "list_type": "write a list: [a, b]",
    "int_type": "write a whole number",
    "string_pattern_mismatch": "write a number and a unit, e.g. 15 minutes",
}
