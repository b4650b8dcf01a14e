"""The README's session, as it is typed, on a database of its own: it prints what is shown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from pg_saint.binaries import find_bindir
from tests.docs.test_examples import README, blocks

LIBPQ = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE", "password": "PGPASSWORD"}
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
# What is not the same on another day.
MOMENT = (r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d\.\d+\+\d\d)?", "WHEN")


def environment(dsn: str, folder: Path) -> dict[str, str]:
    """With the command `saint`, and the database as libpq's own."""
    command = folder / "bin" / "saint"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m pg_saint "$@"\n')
    command.chmod(0o755)
    database = {LIBPQ[key]: str(value) for key, value in conninfo_to_dict(dsn).items() if key in LIBPQ}
    # psql where the server's programs are, if nowhere else.
    path = f"{command.parent}:{os.environ['PATH']}:{find_bindir()}"
    return os.environ | database | {"PATH": path, "PGTZ": "UTC"}


def pattern(shown: str) -> str:
    """For re.fullmatch(): a line with nothing but `…` is any number of lines."""
    parts = re.split(r"^…\n", shown, flags=re.MULTILINE)
    return r"(?:.*\n)*".join(re.escape(plain(part)) for part in parts)


def plain(text: str) -> str:
    """Without dates, trailing blanks, empty lines, and the width of columns."""
    lines = (re.sub(r"-+", "-", re.sub(" +", " ", line)).strip() for line in re.sub(*MOMENT, text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def test_the_readme(database: str, tmp_path: Path) -> None:
    (crm,), (definition,) = blocks(README, "sql"), blocks(README, "yaml")
    (tmp_path / "crm.sql").write_text(crm)
    (tmp_path / "saint.yaml").write_text(definition)
    around = environment(database, tmp_path)
    (session,) = blocks(README, "console")
    for command, shown in COMMAND.findall(session):
        ran = subprocess.run(
            command, shell=True, cwd=tmp_path, env=around, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        assert ran.returncode == 0, ran.stdout
        if shown:
            assert re.fullmatch(pattern(shown), plain(ran.stdout)), f"{command}\n{ran.stdout}"
