"""Asking whoever looks on, before something is changed."""

from __future__ import annotations

import select
import socket
import sys

import click

from pg_saint.cli.output import warn
from pg_saint.cli.wake import written_by_signals


def ask(question: str, yes: bool) -> None:
    """Ends the command with 1 where the answer is no, as Ctrl-C and the end of the input are. `yes`: it is given
    already; so it is where nobody can be asked."""
    if yes or not sys.stdin.isatty() or _is_yes(question):
        return
    warn("nothing was changed")
    click.get_current_context().exit(1)


def _is_yes(question: str) -> bool:
    while True:
        try:
            click.echo(f"{question} [y/N]: ", nl=False)
            typed = _typed()
        except KeyboardInterrupt:
            typed = ""
        if not typed:
            click.echo(err=True)
        answer = typed.strip().lower()
        if answer in ("", "n", "no", "y", "yes"):
            return answer.startswith("y")
        click.echo("y or n, please")


def _typed() -> str:
    """A line, or "" at the end of the input. input() loses a Ctrl-C that comes between its question and its wait, and
    waits on."""
    if sys.platform == "win32":  # select() takes sockets only there
        return sys.stdin.readline()
    read, written = socket.socketpair()
    with read, written, written_by_signals(written):
        select.select([sys.stdin, read], [], [])
    return sys.stdin.readline()
