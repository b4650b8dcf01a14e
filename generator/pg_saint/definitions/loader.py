"""Files and folders of YAML → one Model, its names and criteria unchecked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pg_saint.definitions.absent import leave_out
from pg_saint.definitions.document import Document, Path_, parse_document, read_document
from pg_saint.definitions.images import read_image
from pg_saint.definitions.model import Model, nearest_location
from pg_saint.definitions.order import depends_order
from pg_saint.errors import SaintError, SaintErrors, suggestion
from pg_saint.ir.nodes import Image, Location

SECTIONS = ("lists", "entities", "sources", "combined", "absent", "counters", "statuses", "selections", "monitors")


def read_documents(paths: Sequence[Path]) -> list[Document]:
    """YAML files; a folder stands for every *.yaml and *.yml in it. Raises SaintError(s)."""
    documents = [read_document(file) for path in paths for file in _files(path)]
    if not any(document.data for document in documents):
        # An apply of it would remove everything: nobody means that by a file that was emptied or not yet written.
        remedy = "start with: entities:\nsaint drop removes what is compiled"
        raise SaintError("there is nothing in it", Location(documents[0].file, 1), remedy)
    _check_sections(documents)
    return documents


def stored_documents(files: Mapping[str, str]) -> list[Document]:
    """The same of the text of files by their names."""
    documents = [parse_document(name, text) for name, text in files.items()]
    _check_sections(documents)
    return documents


def model_of(documents: Sequence[Document]) -> Model:
    """All of them together. Raises SaintErrors with the file and line of what is not in the form of a definition."""
    data, locations = _merge(documents)
    _copy_statuses(data, locations)
    left_out = leave_out(data)
    try:
        model = Model.model_validate(data)
    except ValidationError as error:
        raise SaintErrors([_error(detail, locations) for detail in error.errors()]) from error
    model._locations.update(locations)
    model._left_out.update(left_out)
    model._files.update((document.file, document.text) for document in documents)
    return model


def read_images(model: Model) -> Iterator[SaintError]:
    """The statuses' images, from the files beside the definition; what is wrong with them."""
    for name, status in model.statuses.items():
        if status.image is not None:
            location = model.location("statuses", name, "image")
            try:
                model._images[name] = read_image(Path(location.file).parent / status.image, location)
            except SaintError as error:
                yield error


def take_images(model: Model, images: Mapping[str, Image]) -> None:
    """The statuses' images, as the database has them by status."""
    model._images.update({name: image for name, image in images.items() if name in model.statuses})


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix in (".yaml", ".yml"))
        if not files:
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
        for key, value in document.data.items():
            if key in SECTIONS and isinstance(value, dict) and isinstance(data.get(key), dict):
                errors += [
                    _twice(f"{key}.{name}", document.locations[key, name], locations[key, name])
                    for name in value
                    if name in data[key]
                ]
                data[key] = data[key] | value
            elif value is None and key in SECTIONS:
                data.setdefault(key, {})
            elif key in data and data[key] != value:
                errors.append(_twice(key, document.locations[(key,)], locations[(key,)]))
            else:
                data[key] = value
        locations = document.locations | locations
    if errors:
        raise SaintErrors(errors)
    return data, locations


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


def _twice(what: str, here: Location, there: Location) -> SaintError:
    return SaintError(f"{what} is also defined at {there}", here, "rename or remove one of the two")


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
TAGS = {"[key]", "text", "list", "mapping", "number", "column", "through"}
AT = {
    ("periods", "too_long"): "there can be at most eight periods",
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
