"""``python -m pg_saint`` is the command saint."""

from pg_saint.entry import main

main()
