"""``planbook publish`` makes one file of the built book, or brings it into the folder a host serves."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command()(publish)


def publish(
    edition: Annotated[
        Literal["zh", "en"] | None, typer.Option(help="One language only; default: both.")
    ] = None,
    without: Annotated[Literal["briefings"] | None, typer.Option(help="Leave the PDFs out.")] = None,
    to: Annotated[
        Path | None, typer.Option(help="A folder that a host serves: exchanged for the new book all at once.")
    ] = None,
) -> None:
    """Make _build/planbook-<data year>.zip of the built book; it opens from a folder and under any path of a host."""
    from planbook import paths
    from planbook.ground.language import LANGUAGES
    from planbook.press.publishing.contents import archive_name, gather, pack
    from planbook.press.publishing.place import place
    from planbook.press.run.lock import alone
    from planbook.press.sphinx.site import write_landing

    root, name = paths.root(), archive_name(edition, briefings=without is None)
    with alone(root):
        files = gather(root, (edition,) if edition else LANGUAGES, briefings=without != "briefings")
        archive = pack(files, root / "_build" / name, Path(name).stem)
        if edition is None and without is None:  # the built book offers itself as one file
            offered = root / "_build" / "site" / name
            offered.unlink(missing_ok=True)
            offered.hardlink_to(archive)
            landing = write_landing(root, name)
            files |= {name: archive.read_bytes(), "index.html": landing.read_bytes()}
    typer.echo(f"{archive.stat().st_size / 1e6:.1f} MB  {archive}")
    if to:
        place(files, to)
        typer.echo(f"published in {to}")
