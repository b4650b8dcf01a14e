"""The systemd unit of docs/operating.md starts the worker with options that it has, and again when it fails."""

from __future__ import annotations

import shlex
from configparser import ConfigParser
from pathlib import PurePosixPath

from click import Context

from pg_saint.cli import saint
from tests.docs.test_examples import ROOT, blocks

PAGE = ROOT / "docs" / "operating.md"


def test_it_runs_the_worker() -> None:
    (found,) = blocks(PAGE, "ini")
    unit = ConfigParser(interpolation=None, delimiters=("=",))
    unit.read_string(found)
    assert unit.sections() == ["Unit", "Service", "Install"]
    program, command, *options = shlex.split(unit["Service"]["ExecStart"])
    assert PurePosixPath(program).name == "saint"
    assert PurePosixPath(program).is_absolute()
    worker = saint.get_command(Context(saint), command)
    assert worker is not None
    assert worker.name == "run"
    worker.make_context(command, options).close()
    # SIGTERM, which systemd sends to stop it, is what it stops on; whatever else ends it, it starts again.
    assert unit["Service"]["Restart"] == "always"
    assert "KillSignal" not in unit["Service"]
