"""``planbook export`` writes the whole table for use elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

_MEGABYTE = 1_000_000


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command()(export)


def export(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder to write to; default: _build/export.")
    ] = None,
) -> None:
    """Write the tables as CSV, Parquet and Excel with a Frictionless data package."""
    from planbook import paths
    from planbook.export import folder

    for file in folder.export(output or paths.build("export")):
        size = file.stat().st_size
        typer.echo(f"{size / 1e6:8.1f} MB  {file}" if size >= _MEGABYTE else f"{size / 1e3:8.1f} kB  {file}")
