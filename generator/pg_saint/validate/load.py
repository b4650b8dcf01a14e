"""Files and folders of YAML → one Model that is right as far as can be seen without a database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import sqlglot.generator

from pg_saint.definitions import Model
from pg_saint.definitions.document import INSIDE, Document, File
from pg_saint.definitions.loader import model_of, read_documents, read_images, stored_documents, take_images
from pg_saint.errors import SaintError, SaintErrors
from pg_saint.ir.nodes import Image
from pg_saint.library import with_library
from pg_saint.validate.checks import check_model
from pg_saint.validate.inside import check_inside


def load(paths: Sequence[Path]) -> Model:
    """The checked model of YAML files; a folder stands for every *.yaml and *.yml in it.

    Raises SaintErrors with the file and line of everything that is wrong and can be seen without a database.
    """
    return load_beside(read_documents(paths), [], {})


def load_stored(files: Iterable[File], images: Mapping[str, Image]) -> Model:
    """The same of files as the database keeps them, and the images by status."""
    return load_beside([], stored_documents(files), images)


def load_beside(given: Sequence[Document], in_force: Sequence[Document], images: Mapping[str, Image]) -> Model:
    """The same of documents that are given now, beside those that the database has, with the images of its statuses."""
    documents = [*given, *in_force]
    if in_force:
        # What is compiled is in the order of the definition: the same one, whoever of the owners applies.
        documents.sort(key=lambda document: (document.file.owner, document.file.name))
    _require_python_sqlglot()
    # Whoever has written it to the database had fewer rights.
    entities = [name for each in documents for name in each.data.get("entities") or {}]
    errors = [error for each in documents if each.file.owner == INSIDE for error in check_inside(each, entities)]
    if errors:
        raise SaintErrors(errors)
    model, errors = _checked(documents)
    errors += read_images(model)
    if errors:
        raise SaintErrors(errors)
    take_images(model, images)
    return model


def _require_python_sqlglot() -> None:
    """Compiled by mypyc (the extra sqlglot[c]) its classes cannot be extended: a TypeError wherever ours are used."""
    if not str(sqlglot.generator.__file__).endswith(".py"):
        raise SaintError(
            "sqlglot is installed here in its compiled form (sqlglotc), which cannot be extended",
            remedy="pip uninstall sqlglotc, or give saint a virtual environment of its own",
        )


def _checked(documents: Sequence[Document]) -> tuple[Model, list[SaintError]]:
    """The model, and all that is wrong with it at once."""
    formed = model_of(with_library(documents))
    errors = check_model(formed.model)
    if formed.left_out:
        # What names a part that was left out is not wrong for that.
        names = re.compile(rf"\b({'|'.join(map(re.escape, sorted(formed.left_out)))})\b")
        errors = [error for error in errors if not names.search(error.message)]
    return formed.model, [*formed.errors, *errors]
