"""pull: what was defined from inside the database, as files."""

from __future__ import annotations

from pathlib import Path

import click

from pg_saint.cli.database import connect_installed, dsn_option
from pg_saint.definitions.document import INSIDE, parse_document
from pg_saint.errors import SaintError
from pg_saint.plan import files_in_force, images_in_force


@click.command()
@click.option(
    "-o", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="The folder to write to."
)
@dsn_option
def pull(folder: Path, dsn: str) -> None:
    """Write what was defined from inside the database into a folder, as YAML."""
    with connect_installed(dsn) as connection:
        files = [file for file in files_in_force(connection) if file.owner == INSIDE]
        images = images_in_force(connection)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            # inside/status/NAME: each step is a name of ours, or one that the loader has let pass
            name = "_".join(file.name.split("/")[1:])
            (folder / f"{name}.yaml").write_text(file.text, encoding="utf-8")
            for status, part in (parse_document(file).data.get("statuses") or {}).items():
                if part.get("image") and status in images:
                    (folder / Path(part["image"]).name).write_bytes(images[status].content)
    except OSError as error:
        raise SaintError(f"{folder} cannot be written: {error.strerror}", remedy="name another folder") from error
    click.echo(f"{folder}: {len(files)} files" if files else "nothing was defined from inside the database")
