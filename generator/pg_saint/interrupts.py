"""What is said where somebody presses Ctrl-C."""

INTERRUPTED = "interrupted; what was not finished is undone"
