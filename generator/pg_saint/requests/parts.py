"""A proposal as files of the definition in force: one for each thing that is defined from inside the database."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
from ruamel.yaml import YAML

from pg_saint.definitions import Model
from pg_saint.definitions.document import INSIDE, Document, File, parse_document
from pg_saint.definitions.images import checked_image
from pg_saint.definitions.loader import stored_documents
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.nodes import Image, Location
from pg_saint.plan.stored import files_in_force, images_in_force, require_trusted
from pg_saint.shipped import IMAGES as LIBRARY
from pg_saint.validate.load import load_beside

KINDS = {"statuses": "status", "counters": "counter", "selections": "selection", "monitors": "monitor"}
IMAGES = "images"
LONGEST_KEY = 1000  # characters, as JSON writes it: YAML reads 1,024


@dataclass(frozen=True)
class Proposal:
    """A row of saint.proposal. `definition`: None, the thing of that kind and name is to go. `confirmed`: it is applied
    as soon as it is checked. `only_stored`: only if all that it asks is stored already."""

    request: int
    kind: str
    name: str
    definition: dict[str, Any] | None
    proposed_by: str
    only_stored: bool
    confirmed: bool


@dataclass(frozen=True)
class Proposed:
    """`model`: the definition in force with the proposal in it; `own`: what the proposal says."""

    model: Model
    own: tuple[Document, ...] = ()

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Section and name of each."""
        return [(section, name) for each in self.own for section in KINDS for name in each.data.get(section) or {}]


def with_proposal(connection: psycopg.Connection, proposal: Proposal) -> Proposed:
    """Raises SaintError(s) for what is wrong with it, and where nothing is in force that it could be beside."""
    in_force = files_in_force(connection)
    if not in_force:
        raise SaintError("nothing is mapped in this database yet", remedy="saint apply FILE comes first")
    require_trusted(connection)
    if proposal.definition is None:
        gone = file_name(proposal.kind, proposal.name)
        files = [file for file in in_force if file.name != gone or file.owner != INSIDE]
        if len(files) == len(in_force):
            raise _not_from_inside(proposal, in_force)
        return _in_one_schema(Proposed(load_beside([], stored_documents(files), images_in_force(connection))))
    _check_keys(proposal.definition)
    made = {file.name: file for file in _files(proposal.definition)}
    if not made:
        raise SaintError("nothing is defined in it", remedy=f"its keys are {', '.join(KINDS)}, periods")
    others = stored_documents(file for file in in_force if file.name not in made)
    own = stored_documents(made.values())
    _check_names(own, others)
    images = images_in_force(connection)
    images = {name: image for name, image in images.items() if not _is_in(own, "statuses", name)}
    images |= dict(_images(proposal.definition, own, images_in_force(connection)))
    model = load_beside([], [*others, *own], images)
    return _in_one_schema(Proposed(model, tuple(own)))


def _in_one_schema(proposed: Proposed) -> Proposed:
    if proposed.model.schemas is not None:
        raise SaintError(
            "the definition covers several schemas, and nothing is defined from inside the database then",
            remedy="ask who applies the files",
        )
    return proposed


def file_name(kind: str, name: str) -> str:
    return f"{INSIDE}/{kind}/{name}"


def _files(definition: dict[str, Any]) -> Iterator[File]:
    for section, parts in definition.items():
        if section == IMAGES:
            continue
        kind = KINDS.get(section, section)
        if section in KINDS and isinstance(parts, dict):
            for name, part in parts.items():
                yield _file(file_name(kind, name), {section: {name: part}})
        else:
            yield _file(file_name(kind, section), {section: parts})


def _file(name: str, data: dict[str, Any]) -> File:
    return File(name, yaml_text(data), INSIDE, in_force=True)


def yaml_text(data: dict[str, Any]) -> str:
    """As somebody would write it, where YAML has a way to say the same; else as JSON, which is YAML too."""
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 110
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    written = StringIO()
    yaml.dump(data, written)
    try:
        if parse_document(File("", written.getvalue())).data == data:
            return written.getvalue()
    except SaintError:
        # YAML has no way to say it.
        pass
    return json.dumps(data, indent=1)


def _check_keys(definition: dict[str, Any]) -> None:
    errors = [
        SaintError(f"a key of {len(way[-1])} characters", Location("", 1, way), "choose a shorter one")
        for way in _keys({section: parts for section, parts in definition.items() if section != IMAGES})
        if len(json.dumps(way[-1])) > LONGEST_KEY
    ]
    if errors:
        raise SaintErrors(errors)


def _keys(data: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each key of a mapping."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if isinstance(key, str):
            yield (*way, key)
        yield from _keys(value, (*way, key))


def _check_names(own: Sequence[Document], others: Sequence[Document]) -> None:
    """What somebody else defines is not taken away from them."""
    errors = [
        SaintError(
            f"{KINDS[section]} {name} is defined in {other.file.name}, which belongs to {other.file.owner or 'a file'}",
            document.locations[section, name],
            "choose another name, or ask who applies that file to change it there",
        )
        for document in own
        for section in KINDS
        for name in document.data.get(section) or {}
        for other in others
        if name in (other.data.get(section) or {})
    ]
    if errors:
        raise SaintErrors(errors)


def _not_from_inside(proposal: Proposal, in_force: Sequence[File]) -> SaintError:
    section = next((section for section, kind in KINDS.items() if kind == proposal.kind), proposal.kind)
    for document in stored_documents(in_force):
        if proposal.name in (document.data.get(section) or {}):
            return SaintError(
                f"{proposal.kind} {proposal.name} is defined in {document.file.name}, not from inside the database",
                remedy="ask who applies that file to take it out",
            )
    return SaintError(
        f"no {proposal.kind} {proposal.name} was defined from inside the database", remedy="saint.request says what was"
    )


def _is_in(documents: Sequence[Document], section: str, name: str) -> bool:
    return any(name in (document.data.get(section) or {}) for document in documents)


def _images(
    definition: dict[str, Any], own: Sequence[Document], in_force: Mapping[str, Image]
) -> Iterator[tuple[str, Image]]:
    """By status: given with it, one of the library, or the one that the status has."""
    given = definition.get(IMAGES)
    given = given if isinstance(given, dict) else {}
    for document in own:
        for name, part in (document.data.get("statuses") or {}).items():
            image = part.get("image") if isinstance(part, dict) else None
            if not isinstance(image, str):
                continue
            location = document.locations["statuses", name, "image"]
            # By name alone: a path leads nowhere.
            ready = next((file for file in LIBRARY.iterdir() if file.name == image), None)
            if image in given:
                yield name, checked_image(image, _content(image, given[image], location), location)
            elif ready is not None:
                yield name, checked_image(image, ready.read_bytes(), location)
            elif name in in_force:
                yield name, in_force[name]
            else:
                known = ", ".join(sorted(file.name for file in LIBRARY.iterdir()))
                remedy = (
                    f'give it as "{IMAGES}": {{"{Path(image).name}": "<svg …>" or base64}}; the library has {known}'
                )
                raise SaintError(f"there is no image {image}", location, remedy)


def _content(name: str, given: Any, location: Location) -> bytes:
    """An svg as text, anything as base64: encode(content, 'base64')."""
    if isinstance(given, str) and given.lstrip().startswith("<"):
        return given.encode()
    try:
        return base64.b64decode("".join(given.split()), validate=True)
    except (AttributeError, binascii.Error, ValueError):
        remedy = "write encode(content, 'base64'), or the text of an svg"
        raise SaintError(f"image {name} is not base64", location, remedy) from None
