"""What a command answers to a definition, and what is wrong with the answer."""

from __future__ import annotations

import re
import traceback
from pathlib import Path
from time import process_time

from click.testing import CliRunner, Result

from pg_saint.cli import saint

SECONDS = 10
# Said of what was asked for on the command line, not of the file.
OF_THE_COMMAND = ("there is no status", "Usage:", "Try ", "Error:")


def asked(*words: str) -> Result:
    return CliRunner().invoke(saint, list(words))


def faults(file: Path, *words: str) -> list[str]:
    """What nobody should get to see: a traceback, a long wait, another exit code, a mistake without its place."""
    before = process_time()
    result = asked(*words)
    took = process_time() - before
    found = []
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        found.append("".join(traceback.format_exception(result.exception)[-6:]))
    if result.exit_code not in (0, 1, 2):
        found.append(f"exit code {result.exit_code}")
    if took > SECONDS:
        found.append(f"{took:.0f} seconds of processor time")
    if result.exit_code == 2:
        found += [f"without a place: {line[:300]}" for line in result.stderr.split("\n") if not _placed(line, file)]
    return [f"{words[0]}: {each}" for each in found]


def _placed(line: str, file: Path) -> bool:
    """Every mistake begins with its place; what belongs to it is indented."""
    if line.strip() == "" or line.startswith((" ", *OF_THE_COMMAND)):
        return True
    return re.match(rf"(warning: )?{re.escape(str(file))}:\d+: ", line) is not None
