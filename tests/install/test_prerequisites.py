"""scripts/prerequisites where nothing can be installed: it says what root has to, or what is skipped."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "prerequisites"
# All that the script calls; there is no sudo.
PROGRAMS = ("bash", "dirname", "env", "sed")
HAS_VENV, HAS_NONE = "exit 0", "exit 1"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder for the PATH: somebody who is not root, on a Debian with PostgreSQL 15 without PL/Python."""
    for name in PROGRAMS:
        program = shutil.which(name)
        assert program
        (tmp_path / name).symlink_to(program)
    write(tmp_path / "id", "echo 1000")
    write(tmp_path / "apt-get", "exit 100")
    write(tmp_path / "pg_config", f'[ "$1" = --version ] && echo PostgreSQL 15.1 || echo {tmp_path}')
    return tmp_path


def write(program: Path, script: str) -> None:
    program.write_text(f"#!/usr/bin/env bash\n{script}\n")
    program.chmod(0o755)


def run(machine: Path, python: str) -> tuple[int, str]:
    write(machine / "python", python)
    environment = {"PATH": str(machine), "PG_CONFIG": str(machine / "pg_config")}
    done = subprocess.run([SCRIPT, "python"], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_what_root_has_to_install(machine: Path) -> None:
    said = "Python's venv is missing: as root, apt-get install python3-venv. The rest works without root.\n"
    assert run(machine, HAS_NONE) == (2, said)
    # Who has sudo and may not use it is no better off.
    write(machine / "sudo", "exit 1")
    assert run(machine, HAS_NONE) == (2, said)
    (machine / "apt-get").unlink()
    assert "what this system has of Debian's package python3-venv" in run(machine, HAS_NONE)[1]


def test_what_is_skipped(machine: Path) -> None:
    code, said = run(machine, HAS_VENV)
    assert code == 0
    assert said == "Not here, by Debian's names: postgresql-plpython3-15. What needs them is skipped.\n"
