"""``planbook run`` executes the notebooks, ``build`` makes the book from them, ``status`` tells what is out of date."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from planbook import paths

if TYPE_CHECKING:
    from planbook.press.jobs import Due

Year = Annotated[
    int | None, typer.Option(help="Data year the chapters report; default: each notebook's own.")
]
Region = Annotated[str | None, typer.Option(help="全国, 东北, 东部, 中部 or 西部 (English names work too).")]
Baseline = Annotated[int | None, typer.Option(help="Year that changes are measured from.")]
ChaptersOnly = Annotated[
    bool, typer.Option("--chapters-only", help="Leave out the pages of provinces and units.")
]
Jobs = Annotated[int, typer.Option(min=1, help="How many notebooks run at the same time.")]
Kernel = Annotated[
    Literal["warm", "plain"], typer.Option(help="Kernels with everything imported, or ordinary ones.")
]
Cluster = Annotated[
    str | None, typer.Option(help="Run on a Dask cluster instead: tcp://HOST:PORT of its scheduler.")
]
Timeout = Annotated[int, typer.Option(min=1, help="Seconds a cell may take.")]
Machine = Annotated[bool, typer.Option("--json", help="One JSON object a line, for machines.")]
Explain = Annotated[bool, typer.Option(help="Say of every notebook why it runs or is skipped.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module to the command line."""
    app.command()(run)
    app.command()(build)
    app.command()(status)


def run(
    year: Year = None,
    region: Region = None,
    baseline_year: Baseline = None,
    chapters_only: ChaptersOnly = False,
    jobs: Jobs = 2,
    kernel: Kernel = "warm",
    cluster: Cluster = None,
    timeout: Timeout = 600,
    explain: Explain = False,
    machine: Machine = False,
) -> None:
    """Execute the notebooks that are out of date and lay out their pages."""
    from planbook.press.execute import Way

    root, wanted = paths.root(), _given(year, region, baseline_year)
    if explain:
        for due in _weighed(root, wanted, not chapters_only):
            typer.echo(_explained(due))
    _run(root, wanted, Way(jobs, cluster, kernel, timeout), machine, not chapters_only)


def build(
    year: Year = None,
    region: Region = None,
    baseline_year: Baseline = None,
    chapters_only: ChaptersOnly = False,
    jobs: Jobs = 2,
    kernel: Kernel = "warm",
    cluster: Cluster = None,
    timeout: Timeout = 600,
    machine: Machine = False,
) -> None:
    """Execute what is out of date and build the book in both languages under _build/site."""
    from planbook.press.downloads import publish
    from planbook.press.execute import Way
    from planbook.press.site import build_site

    root = paths.root()
    _run(
        root,
        _given(year, region, baseline_year),
        Way(jobs, cluster, kernel, timeout),
        machine,
        not chapters_only,
    )
    publish(root, _say)
    _brief(root, jobs, not chapters_only)
    site = build_site(root, _say)
    typer.echo(json.dumps({"event": "built", "site": str(site)}) if machine else f"the book: {site}")


def status(
    year: Year = None, region: Region = None, baseline_year: Baseline = None, machine: Machine = False
) -> None:
    """Tell which notebooks and editions are out of date, and why; nothing is run."""
    from planbook.press.site import out_of_date

    root = paths.root()
    weighed, editions = _weighed(root, _given(year, region, baseline_year)), out_of_date(root)
    stale = [due for due in weighed if due.reason]
    if machine:
        reasons = {due.job.name: due.reason for due in stale}
        typer.echo(
            json.dumps({"jobs": len(weighed), "stale": reasons, "editions": editions}, ensure_ascii=False)
        )
        return
    for due in stale:
        typer.echo(_explained(due))
    typer.echo(f"{len(stale)} of {len(weighed)} notebooks are out of date")
    if editions or stale:
        typer.echo(f"editions to build: {', '.join(editions or ['those with pages of these notebooks'])}")


def _weighed(root: Path, wanted: dict[str, Any], profiles: bool = True) -> "list[Due]":
    from planbook.press.contents import contents
    from planbook.press.jobs import plan_runs, weigh
    from planbook.press.lock import alone

    with alone(root, _say):
        return weigh(plan_runs(root, contents(root, profiles=profiles).notebooks, wanted), root)


def _explained(due: "Due") -> str:
    return (
        f"{'run ' if due.reason else 'keep'}  {due.job.name}: {due.reason or 'nothing it read has changed'}"
    )


def _given(year: int | None, region: str | None, baseline_year: int | None) -> dict[str, Any]:
    given = {"year": year, "region": region, "baseline_year": baseline_year}
    return {name: value for name, value in given.items() if value is not None}


def _run(root: Path, wanted: dict[str, Any], way: Any, machine: bool, profiles: bool) -> None:
    from planbook.press import press
    from planbook.press.progress import Json, fitting

    press(root, wanted, way, Json(typer.echo) if machine else fitting(_say), _say, profiles=profiles)


def _brief(root: Path, jobs: int, profiles: bool) -> None:
    """Put a briefing of every page that has one beside the book."""
    from planbook.errors import BuildError
    from planbook.press.briefing import batch
    from planbook.press.briefing.wanted import every

    pages = [page.name for page in every(root, profiles=profiles)]
    problems = batch.make_all(root, pages, at_once=jobs, say=_say)[1]
    batch.prune(root, pages)
    if problems:
        raise BuildError("pages cannot be made into briefings:", problems)


def _say(line: str) -> None:
    typer.echo(line, err=True)
