"""``planbook compile`` makes the tables from the raw sources; ``planbook get`` prints one observation."""

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    app.command("compile")(compile_)
    app.command()(get)


def compile_(
    folder: Annotated[Path, typer.Argument(help="Raw sources: holds ccsy/, city/ and national/.")],
) -> None:
    """Compile the raw sources into data/observations, data/benchmark and data/checks."""
    from planbook.intake.compiling import compile_sources

    report = compile_sources(folder)
    years = f"{report.years[0]}-{report.years[-1]}"
    typer.echo(
        f"{report.observations} observations of cities and {report.benchmarks} of the nation, data years {years}; "
        f"{report.corrected} corrected, {report.suspect} flagged as suspect"
    )
    if report.kept:
        kept = ", ".join(map(str, report.kept))
        typer.echo(f"kept as they are, the folder has no workbook of them: {kept}")


def get(
    unit: Annotated[
        str | None, typer.Option(help="Chinese name, English name or code: 唐山, Tangshan, 130200.")
    ] = None,
    indicator: Annotated[str | None, typer.Option(help="Id of the catalog: gdp_100m_yuan.")] = None,
    year: Annotated[int | None, typer.Option(help="Data year.")] = None,
) -> None:
    """Print one observation as CSV with its source and flag; all three options are needed."""
    from planbook import catalog
    from planbook.chapters.selection import choose
    from planbook.errors import ParameterError, PlanbookError
    from planbook.ground.language import Both
    from planbook.store import observations
    from planbook.store.units import find

    if unit is None or indicator is None or year is None:
        given = {"--unit": unit, "--indicator": indicator, "--year": year}
        missing = [name for name, value in given.items() if value is None]
        raise ParameterError(
            f"missing: {', '.join(missing)}; ask as in planbook get --unit 唐山 --indicator gdp_100m_yuan --year 2012"
        )
    found = find(unit)
    choose(year=year)
    row = observations.select(indicator, [found.code], [year])
    if row.empty and found.code in catalog.county_cities():
        row = observations.county_cities(indicator, [found.code], [year])
    if row.empty:
        reason = catalog.why_missing(indicator, year, found.code)
        if reason == catalog.why_missing("", year) and observations.select(indicator, years=[year]).empty:
            reason = Both("该年各城市均无此项数字", "no city has this series in that year")
        raise PlanbookError(
            f"{found.name.zh} {found.name.en} {indicator} {year}: no value; {reason.en}（{reason.zh}）"
        )
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["unit", "indicator", "year", "value", "source", "flag"])
    for r in row.itertuples():
        writer.writerow([r.unit, r.indicator, r.year, f"{r.value:.12g}", r.source, r.flag])
