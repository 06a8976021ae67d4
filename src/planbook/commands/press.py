"""``planbook run`` executes the notebooks; ``planbook build`` makes the book from them."""

from pathlib import Path
from typing import Annotated

import typer

from planbook import paths

Year = Annotated[
    int | None, typer.Option(help="Data year the chapters report; default: each notebook's own.")
]
Region = Annotated[str | None, typer.Option(help="全国, 东北, 东部, 中部 or 西部 (English names work too).")]
Baseline = Annotated[int | None, typer.Option(help="Year that changes are measured from.")]
Jobs = Annotated[int, typer.Option(min=1, help="How many notebooks run at the same time.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    app.command()(run)
    app.command()(build)


def run(year: Year = None, region: Region = None, baseline_year: Baseline = None, jobs: Jobs = 2) -> None:
    """Execute the notebooks that are out of date and lay out their pages."""
    _run(paths.root(), year, region, baseline_year, jobs)


def build(year: Year = None, region: Region = None, baseline_year: Baseline = None, jobs: Jobs = 2) -> None:
    """Execute what is out of date and build the book in both languages under _build/site."""
    from planbook.press.downloads import publish
    from planbook.press.site import build_site

    root = paths.root()
    _run(root, year, region, baseline_year, jobs)
    publish(root, _say)
    _brief(root, jobs)
    typer.echo(f"the book: {build_site(root, _say)}")


def _run(root: Path, year: int | None, region: str | None, baseline_year: int | None, jobs: int) -> None:
    from planbook.press import press
    from planbook.press.execute import Way
    from planbook.press.progress import Lines

    given = {"year": year, "region": region, "baseline_year": baseline_year}
    wanted = {name: value for name, value in given.items() if value is not None}
    press(root, wanted, Way(at_once=jobs), Lines(_say), _say)


def _brief(root: Path, jobs: int) -> None:
    """Put a briefing of every page that has one beside the book."""
    from planbook.errors import BuildError
    from planbook.press.briefing import batch
    from planbook.press.contents import contents

    pages = [page.name for page in contents(root).notebooks]
    problems = batch.make_all(root, pages, at_once=jobs, say=_say)[1]
    batch.prune(root, pages)
    if problems:
        raise BuildError("pages cannot be made into briefings:", problems)


def _say(line: str) -> None:
    typer.echo(line, err=True)
