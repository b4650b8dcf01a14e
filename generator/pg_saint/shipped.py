"""The files that come with the package: the extension's, and the images of the library."""

from __future__ import annotations

from pathlib import Path

from pg_saint.errors import SaintError

IMAGES = Path(__file__).parent / "library" / "images"


def source_root() -> Path:
    """The folder that holds extension/, sql/ and plpython/: inside the wheel, or the checkout's own."""
    package = Path(__file__).parent
    for root in (package / "server", package.parent.parent):
        if (root / "extension" / "order.txt").exists():
            return root
    raise SaintError("the extension's files are not in this installation", remedy="install pg_saint again")
