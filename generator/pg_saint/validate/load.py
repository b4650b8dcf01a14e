"""Files and folders of YAML → one Model that is right as far as can be seen without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pg_saint.definitions import Model
from pg_saint.definitions.loader import model_of, read_documents, read_images, stored_documents, take_images
from pg_saint.errors import SaintErrors
from pg_saint.ir.nodes import Image
from pg_saint.library import with_library
from pg_saint.validate.checks import check_model


def load(paths: Sequence[Path]) -> Model:
    """The checked model of YAML files; a folder stands for every *.yaml and *.yml in it.

    Raises SaintErrors with the file and line of everything that is wrong and can be seen without a database.
    """
    model = model_of(with_library(read_documents(paths)))
    errors = [*check_model(model), *read_images(model)]
    if errors:
        raise SaintErrors(errors)
    return model


def load_stored(files: Mapping[str, str], images: Mapping[str, Image]) -> Model:
    """The same of files as the database keeps them: the text by name, and the image by status."""
    model = model_of(with_library(stored_documents(files)))
    errors = check_model(model)
    if errors:
        raise SaintErrors(errors)
    take_images(model, images)
    return model
