"""The files of the extension, which come with the package."""

from __future__ import annotations

from pathlib import Path

from pg_saint.errors import SaintError


def source_root() -> Path:
    """The folder that holds extension/, sql/ and plpython/: inside the wheel, or the checkout's own."""
    package = Path(__file__).parent
    for root in (package / "server", package.parent.parent):
        if (root / "extension" / "order.txt").exists():
            return root
    raise SaintError("the extension's files are not in this installation", remedy="install pg_saint again")
