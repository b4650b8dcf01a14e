"""Each file: `check(connection)` yields what it finds."""
