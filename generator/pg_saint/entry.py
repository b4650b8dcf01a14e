"""The console script: an interrupt is one sentence at any moment, also while modules are loaded."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from pg_saint.interrupts import INTERRUPTED


def main() -> None:
    """Runs the command ``saint`` with the words of the command line, and ends the process."""
    # Nothing is begun yet that would have to be undone.
    signal.signal(signal.SIGINT, _leave)
    import click

    from pg_saint.cli import saint

    try:
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            code = saint.main(prog_name="saint", standalone_mode=False)
        finally:
            # What is done is done, and what failed is told.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(INTERRUPTED, err=True)
        code = 2
    # python -m would end by the signal where an interrupt went through code that came as text, as dataclasses make it,
    # and no other did since: https://github.com/python/cpython/blob/3.11/Python/pythonrun.c, run_eval_code_obj().
    exec("")
    sys.exit(code)


def _leave(_number: int, _frame: FrameType | None) -> None:
    os.write(2, f"{INTERRUPTED}\n".encode())
    os._exit(2)
