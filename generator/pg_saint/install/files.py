"""Assembles the extension's files and puts them where the server looks for them, without make."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from pg_saint.binaries import find_pg_config, pg_config_value
from pg_saint.errors import SaintError
from pg_saint.shipped import source_root

NAME = "pg_saint"
# Of a table that stays.
SAID_AGAIN = re.compile(r"^(?:comment on |select pg_catalog\.pg_extension_config_dump)(?:.*\n)*?.*;\n", re.MULTILINE)


def assemble(root: Path | None = None) -> dict[str, str]:
    """The extension's files by the name that PostgreSQL looks for, assembled from the sources under `root`."""
    root = root or source_root()
    control = (root / "extension" / f"{NAME}.control").read_text(encoding="utf-8")
    version = re.search(r"^default_version = '(.+)'$", control, re.MULTILINE)
    if version is None:
        raise SaintError(f"{NAME}.control names no default_version")
    sources = read_sources(root)
    migrations = root / "migrations"
    steps = {path.name: path.read_text(encoding="utf-8") for path in migrations.glob(f"{NAME}--*.sql")}
    for head in migrations.glob(f"[0-9]*--{version[1]}.sql"):
        released = steps[f"{NAME}--{head.name.split('--')[0]}.sql"]
        steps[f"{NAME}--{head.name}"] = head.read_text(encoding="utf-8") + _step(sources, released)
    return {f"{NAME}.control": control, f"{NAME}--{version[1]}.sql": "".join(sources.values()), **steps}


def read_sources(root: Path | None = None) -> dict[str, str]:
    """The parts of the install script by file, in their order, with what they include."""
    root = root or source_root()
    order = (root / "extension" / "order.txt").read_text(encoding="utf-8").split()
    return {name: _with_modules((root / name).read_text(encoding="utf-8"), root) for name in order}


def replacing(source: str) -> str:
    """For a database in which the functions and views are there already."""
    return re.sub(r"^create (function|view) ", r"create or replace \1 ", source, flags=re.MULTILINE)


def _step(sources: dict[str, str], released: str) -> str:
    """As extension/step.awk: the sources for a database that has the `released` script's tables."""
    there = set(re.findall(r"^create (?:unlogged )?table saint\.([a-z_]+)", released, re.MULTILINE))
    text = ""
    for name, source in sources.items():
        if name in ("extension/head.sql", "extension/schema.sql"):
            continue
        if name.startswith("extension/tables/") and Path(name).stem in there:
            source = "".join(SAID_AGAIN.findall(source))
        text += replacing(source)
    return text


def _with_modules(text: str, root: Path) -> str:
    """As extension/include.awk: a line "# include: FILE" gives way to that file of plpython/, and in it likewise."""

    def module(line: re.Match[str]) -> str:
        return _with_modules((root / "plpython" / line[1]).read_text(encoding="utf-8"), root)

    return re.sub(r"^# include: (\S+)\n", module, text, flags=re.MULTILINE)


def install(pg_config: str | Path | None = None) -> list[Path]:
    """Puts the extension's files in place, and returns those that were new or different.

    Where the folder belongs to root it asks sudo. Raises SaintError where it may not write.
    """
    target = Path(pg_config_value(pg_config or find_pg_config(), "--sharedir")) / "extension"
    if not target.is_dir():
        raise SaintError(
            f"there is no folder {target}", remedy="install the PostgreSQL server, or set PG_CONFIG to its pg_config"
        )
    changed = [
        (target / name, text)
        for name, text in assemble().items()
        if not (target / name).exists() or (target / name).read_text(encoding="utf-8") != text
    ]
    if changed and not os.access(target, os.W_OK):
        _write_as_root(changed)
    else:
        for path, text in changed:
            _replace(path, text)
    return [path for path, _ in changed]


def _replace(path: Path, text: str) -> None:
    # In one step: a session that runs create extension meanwhile sees the old file or the new one.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    os.chmod(file.name, 0o644)
    os.replace(file.name, path)


def _write_as_root(files: list[tuple[Path, str]]) -> None:
    folder = files[0][0].parent
    remedy = "run saint install as root, or ask whoever administers the server"
    if shutil.which("sudo") is None:
        raise SaintError(f"may not write to {folder}", remedy=remedy)
    with tempfile.TemporaryDirectory() as temporary:
        for path, text in files:
            (Path(temporary) / path.name).write_text(text, encoding="utf-8")
        names = [str(Path(temporary) / path.name) for path, _ in files]
        done = subprocess.run(["sudo", "install", "-m", "644", *names, str(folder)])
        if done.returncode:
            raise SaintError(f"may not write to {folder}, and sudo failed", remedy=remedy)
