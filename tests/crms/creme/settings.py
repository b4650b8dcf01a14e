"""Creme's settings for a throw-away database, found by libpq's own variables."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from creme import settings as creme_settings
from creme.settings import *  # noqa: F403

SECRET_KEY = "throw-away"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ["CREME_DATABASE"],
        "HOST": os.environ["PGHOST"],
        "USER": os.environ["PGUSER"],
        "PASSWORD": os.environ.get("PGPASSWORD", ""),
        "PORT": os.environ.get("PGPORT", ""),
    }
}
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
MEDIA_ROOT = tempfile.gettempdir()
# Nobody runs Creme's jobs here; without a broker at all it would not start.
JOBMANAGER_BROKER = f"unix_socket://{tempfile.gettempdir()}/"
# Where an administrator's own app has its template.
TEMPLATES = [
    {**each, "DIRS": [*each["DIRS"], str(Path(__file__).parent / "templates")]} for each in creme_settings.TEMPLATES
]
# `creme generatemedia` takes a minute, and no browser asks for what it makes.
GENERATED_MEDIA_NAMES_MODULE = "tests.crms.creme.media"
