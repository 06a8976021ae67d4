"""``planbook import`` takes the figures of one more year; ``planbook template`` makes the form to type them into."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from planbook.intake.importing import Import


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    app.command("import")(import_)
    app.command()(template)


def import_(
    file: Annotated[
        Path | None, typer.Argument(help="A yearbook workbook, a form of `planbook template`, or tidy CSV.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show everything, write nothing.")] = False,
    decisions: Annotated[
        Path | None, typer.Option(help="Answers from another file than data/catalog/imports/YEAR.csv.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Data year, for tidy CSV that does not say it.")] = None,
    sources: Annotated[
        Path | None, typer.Option(help="Folder of raw sources, for the fills and benchmarks of the year.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the file's values where the year holds others.")
    ] = False,
    remove_missing: Annotated[
        bool,
        typer.Option(
            "--remove-missing", help="Take away what the year holds of this source and the file does not."
        ),
    ] = False,
    undo: Annotated[
        int | None, typer.Option(metavar="YEAR", help="Take the last import of a year back, byte for byte.")
    ] = None,
) -> None:
    """Import one year: adds what a file brings, asks where it must, and ends with what it did."""
    from planbook.errors import ParameterError, RegistryError, WorkbookError
    from planbook.intake import importing, summary
    from planbook.intake.decisions import read

    if undo is not None:
        _undo(undo, file)
        return
    if file is None:
        raise ParameterError("name the file to import, or --undo YEAR to take an import back")
    plan = importing.prepare(
        file,
        read(decisions) if decisions else None,
        year,
        sources,
        replace=replace,
        remove_missing=remove_missing,
    )
    if not plan.brought.rows.size and not plan.open:
        typer.echo(f"{file.name} holds no values: nothing to import")
        return
    if plan.open or dry_run:
        for line in plan.report:
            typer.echo(line)
    if plan.open:
        place = None if dry_run else importing.save_questions(plan)
        todo = f"answer them in {place}" if place else "run without --dry-run for the file to answer them in"
        for line in summary.lines(plan):
            typer.echo(line)
        raise WorkbookError(
            f"{file.name}: nothing was written, {len(plan.open)} to be decided; {todo} and import again",
            [q.line() for q in plan.open],
        )
    if not plan.changed:
        typer.echo(f"{len(plan.brought.rows)} values of {plan.brought.year}: nothing changes")
        return
    if dry_run:
        for line in summary.lines(plan):
            typer.echo(line)
        typer.echo("nothing was written (--dry-run)")
        return
    importing.write(plan)
    importing.save_questions(plan)
    _details(plan)
    try:
        findings = _findings(plan.brought.year)
    except RegistryError as error:
        # the figures are in; that another table keeps the checks from running is no reason to say they are not
        findings = None
        typer.echo(f"planbook check cannot run: {error}")
    for line in summary.lines(plan, findings):
        typer.echo(line)


def _undo(year: int, file: Path | None) -> None:
    """Take an import back and say what is there again."""
    from planbook.errors import ParameterError
    from planbook.ground import reads
    from planbook.intake import undoing

    if file is not None:
        raise ParameterError(f"--undo {year} takes no file: it takes back the last import of {year}")
    done = undoing.undo(year)
    reads.forget()
    left = f"; {done.left} earlier imports of {year} stand" if done.left else ""
    typer.echo(f"the import of {done.file} is taken back, the files are as they were before it{left}:")
    for name in done.restored:
        typer.echo(f"  {name}")
    typer.echo(
        f"the answers stay in data/catalog/imports/{year}.csv; importing the file again asks nothing twice"
    )


def _details(plan: "Import") -> None:
    """Keep everything an import has to tell in a file, and say where."""
    from planbook import paths
    from planbook.intake import store

    path = paths.build("import", f"{plan.brought.year}.txt")
    told = [
        *plan.report,
        *plan.brought.notes,
        *(f"{q.id}: {plan.given.of(q)} — {q.line()}" for q in plan.brought.questions),
    ]
    store.replace(path, "\n".join(told) + "\n")
    typer.echo(f"details: {path}")


def _findings(year: int) -> list:
    """Return what the checks find in a year and the one before, every table read again."""
    from planbook.ground import reads
    from planbook.quality import checking

    reads.forget()
    checking.check.cache_clear()
    return [f for f in checking.check() if f.year in (year - 1, year)]


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
    units, indicators = form.write(year, path)
    typer.echo(
        f"{path.resolve()}: {units} units, {indicators} indicators; `planbook import {path}` takes it back"
    )
