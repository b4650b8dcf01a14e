"""``python -m pg_saint`` is the command saint."""

from pg_saint.cli import main

main()
