"""The commands by name, each loaded when it is asked for, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import click

from pg_saint.interrupts import INTERRUPTED

# Where each is, and the first sentence of its help.
COMMANDS = {
    "apply": ("apply:apply", "Do what plan shows, in one transaction."),
    "attach": (
        "upgrade:attach",
        "Put the triggers back, with FILE or the definition in force, and bring everything up to date.",
    ),
    "check": ("check:check", "Compare every stored row with the truth; exit 1 if any differs."),
    "compile": ("definitions:compile_", "Print the SQL that PATH... compile to."),
    "demo": ("setup:demo", "The Bridgecom CRM on a throw-away cluster: who needs attention, and why."),
    "detach": (
        "upgrade:detach",
        "Take the triggers off the CRM's tables, for an upgrade; reads are computed live until attach.",
    ),
    "doctor": ("doctor:doctor", "Find what is wrong, with the remedy for each; exit 1 if there is anything."),
    "drop": ("plan:drop", "Remove everything compiled; the CRM's tables are as before."),
    "explain": (
        "explain:explain",
        "Each criterion of STATUS for the record ID: its value, met or not, and when that changes by itself.",
    ),
    "export": (
        "export:export",
        "Write the records of a selection, a status or an attention monitor, NAME, to a file.",
    ),
    "init": (
        "init:init",
        "Look at the database, recognise known CRMs, and write a mapping with comments to start from.",
    ),
    "install": (
        "setup:install",
        "Put the extension's files where the server on this machine looks for them, or pg_saint into a database.",
    ),
    "library": ("library:library", "List the ready statuses, or print NAME as it would be written by hand."),
    "plan": ("plan:plan", "What apply would change in meaning and for whom, what that locks, how many rows it fills."),
    "preview": (
        "preview:preview",
        "How many records would have STATUS now, and a sample; nothing is installed for it.",
    ),
    "pull": ("pull:pull", "Write what was defined from inside the database into a folder, as YAML."),
    "report": ("report:report", "Write one self-contained page: statuses, their history, whom to call first."),
    "run": ("tick:run", "A worker: ticks on notification and on time, until stopped."),
    "schema": (
        "definitions:schema",
        "Print the JSON Schema of definition files, with which editors complete and check them.",
    ),
    "serve": (
        "serve:serve",
        "Pages for people: whom to call, cards, attention monitors; each visitor as their own role.",
    ),
    "status": ("status:status", "What is installed: matches per status, lag, dirty marks, due rows, last tick."),
    "tick": ("tick:tick", "Recompute what is due or dirty, in small transactions, until nothing is left."),
    "validate": ("definitions:validate", "Check files and folders, PATH..., without a database; - is standard input."),
}


class Failure(click.ClickException):
    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True, file=file)


class Group(click.Group):
    """Turns the errors that a user can do something about into a Failure, for every command."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"pg_saint.cli.{module}"), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        near = get_close_matches(args[0], COMMANDS, n=1)
        if near and args[0] not in COMMANDS:
            ctx.fail(f"No such command {args[0]!r}. Did you mean {near[0]}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                # A terminal in Latin-1 shows \\u2192 for an arrow: better than nothing at all.
                stream.reconfigure(errors="backslashreplace")
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
            return answer
        except BrokenPipeError:
            # Who read it has had enough. Nothing is left to be written at the end, where Python would complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(Failure.exit_code)
        except KeyboardInterrupt:
            raise Failure(INTERRUPTED) from None
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            # Only here: what tells the errors apart takes long to load.
            from pg_saint.cli.failures import AS_JSON, said, told
            from pg_saint.cli.output import print_json

            message = said(error)
            if message is None:
                raise
            if ctx.meta.get(AS_JSON):
                print_json(told(error))
                ctx.exit(Failure.exit_code)
            raise Failure(message) from error
