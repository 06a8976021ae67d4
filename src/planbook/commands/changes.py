"""``planbook changes`` says what changed since a former edition, for the page of the book and for machines."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command()(changes)


def changes(
    former: Annotated[str, typer.Argument(help="A folder of data or of a project, or a tag of this one.")],
    present: Annotated[str | None, typer.Argument(help="The same; default: the tables as they are.")] = None,
) -> None:
    """Compare two editions; the next build prints it on the page about changes and puts the list beside it."""
    from planbook import paths
    from planbook.editions.comparing import FILE, compare
    from planbook.editions.former import laid_out

    root = paths.root()
    with laid_out(root, former) as before, laid_out(root, present or str(root)) as after:
        found = compare(before, after, (former, present or "data"))
    file = paths.build(FILE)
    file.parent.mkdir(exist_ok=True)
    file.write_text(found.to_json(), encoding="utf-8")
    typer.echo(
        f"{len(found.revised)} values revised, {len(found.series)} new series, {len(found.verdicts)} verdicts or their "
        f"figures and {len(found.ranks)} ranks moved, {len(found.text)} texts changed: {file}"
    )
