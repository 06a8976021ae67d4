"""``planbook import`` takes the figures of one more year; ``planbook template`` makes the form to type them into."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    app.command("import")(import_)
    app.command()(template)


def import_(
    file: Annotated[
        Path, typer.Argument(help="A yearbook workbook, a form of `planbook template`, or tidy CSV.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show everything, write nothing.")] = False,
    decisions: Annotated[
        Path | None, typer.Option(help="Decisions file; default: _build/import/<name>.decisions.csv.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Data year, for tidy CSV that does not say it.")] = None,
    sources: Annotated[
        Path | None, typer.Option(help="Folder of raw sources, for the fills of the year.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write a year that is there already.")] = False,
) -> None:
    """Import one year: shows what becomes of every column and city, asks, then writes the year whole."""
    from planbook.errors import WorkbookError
    from planbook.intake import importing
    from planbook.intake.decisions import read

    place = decisions or importing.decisions_path(file)
    given = read(place)
    plan = importing.prepare(file, given, year, sources)
    for line in plan.report or plan.brought.report:
        typer.echo(line)
    if plan.open:
        if not dry_run:
            importing.save_questions(plan, given, place)
        todo = f"answer them in {place}" if not dry_run else "run without --dry-run for the decisions file"
        raise WorkbookError(
            f"{file.name}: nothing was written, {len(plan.open)} to be decided; {todo} and import again",
            [q.line() for q in plan.open],
        )
    count = f"{len(plan.brought.rows)} values of {plan.brought.year}"
    if not plan.brought.rows.size:
        typer.echo(f"{file.name} holds no values: nothing to import")
    elif not plan.changed:
        typer.echo(f"{count}: nothing changes")
    elif dry_run:
        typer.echo(f"{count}: nothing was written (--dry-run)")
    elif plan.present and not replace:
        raise WorkbookError(
            f"{plan.brought.year} is there already; --replace writes the differences shown above"
        )
    else:
        importing.write(plan)
        typer.echo(f"{count} imported: {', '.join(p.name for p in plan.files)}")


def template(
    year: Annotated[int, typer.Argument(help="Data year to be filled in.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="The .xlsx file to write; default: planbook-YEAR.xlsx here."),
    ] = None,
) -> None:
    """Write the Excel form of a year: cities down, indicators across, last year's values beside."""
    from planbook.intake import template as form

    path = output or Path(f"planbook-{year}.xlsx")
    cities, indicators = form.write(year, path)
    typer.echo(
        f"{path.resolve()}: {cities} cities, {indicators} indicators; `planbook import {path}` takes it back"
    )
