"""``planbook check`` judges the tables under data/ and prints what it finds."""

from decimal import Decimal
from typing import Annotated, Literal

import typer


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command()(check)


def check(
    unit: Annotated[
        str | None, typer.Option(help="Only what concerns this unit: name or code, as in `planbook get`.")
    ] = None,
    severity: Annotated[
        Literal["error", "warning", "info"], typer.Option(help="List findings down to this severity.")
    ] = "error",
) -> None:
    """Check the tables under data/; exit code 1 if there are errors."""
    from planbook.quality import checking
    from planbook.quality.findings import ERROR, SEVERITIES, counts
    from planbook.store.units import find

    findings = checking.check()
    if unit is not None:
        code = find(unit).code
        findings = tuple(f for f in findings if f.unit == code)
    ranks = list(SEVERITIES)
    for f in findings:
        if ranks.index(f.severity) <= ranks.index(severity):
            expected = f", expected {f.expected}" if f.expected else ""
            found = "" if f.value is None else f"; found {_figure(f.value)}{expected}"
            typer.echo(f"{f.severity:<8} {f.check:<14} {f.unit:<7} {f.indicator:<36} {f.message.en}{found}")
    rows = [("check", *SEVERITIES), *((name, *map(str, n.values())) for name, n in counts(findings))]
    for name, *numbers in rows:
        typer.echo(f"{name:<16}" + "".join(f"{number:>9}" for number in numbers))
    errors = sum(f.severity == ERROR for f in findings)
    typer.echo(f"{errors} errors in {len(findings)} findings")
    if errors:
        raise typer.Exit(1)


def _figure(value: float) -> str:
    """Write a value as a person would, never in powers of ten; twelve digits tell all that is printed.

    Examples
    --------
    >>> _figure(0.0000123), _figure(1.5e13), _figure(40.0)
    ('0.0000123', '15000000000000', '40')
    """
    return format(Decimal(f"{value:.12g}"), "f")
