"""``planbook run`` executes the notebooks, ``build`` makes the book from them, ``status`` tells what is out of date."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from planbook import paths
from planbook.ground.language import LANGUAGES
from planbook.press.run import limits

if TYPE_CHECKING:
    from planbook.press.changes.jobs import Due

_ALIKE = 3  # lines of pages of one kind with the same reason; more share one

Year = Annotated[
    int | None, typer.Option(help="Data year the chapters report; default: each notebook's own.")
]
Region = Annotated[str | None, typer.Option(help="全国, 东北, 东部, 中部 or 西部 (English names work too).")]
Baseline = Annotated[int | None, typer.Option(help="Year that changes are measured from.")]
ChaptersOnly = Annotated[
    bool, typer.Option("--chapters-only", help="Leave out the pages of provinces and units.")
]
Jobs = Annotated[int, typer.Option(callback=limits.jobs, help="How many notebooks run at the same time.")]
Kernel = Annotated[
    Literal["warm", "plain"], typer.Option(help="Kernels with everything imported, or ordinary ones.")
]
Cluster = Annotated[
    str | None,
    typer.Option(
        callback=limits.cluster, help="Run on a Dask cluster instead: tcp://HOST:PORT of its scheduler."
    ),
]
Timeout = Annotated[int, typer.Option(callback=limits.timeout, help="Seconds a cell may take.")]
Machine = Annotated[bool, typer.Option("--json", help="One JSON object a line, for machines.")]
Explain = Annotated[
    bool, typer.Option("--explain", help="Say of every notebook and briefing why it is made or skipped.")
]


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
    from planbook.press.run.execute import Way

    root, wanted = paths.root(), _given(year, region, baseline_year)
    if explain:
        for due in _weighed(root, wanted, not chapters_only):
            typer.echo(_explained(due.job.name, due.reason))
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
    explain: Explain = False,
    machine: Machine = False,
) -> None:
    """Execute what is out of date and build the book in both languages under _build/site."""
    from planbook import explorer
    from planbook.press import plan
    from planbook.press.run.execute import Way
    from planbook.press.run.lock import alone
    from planbook.press.sphinx.downloads import publish
    from planbook.press.sphinx.site import build_site, out_of_date

    root, wanted = paths.root(), _given(year, region, baseline_year)
    plan(root, wanted, profiles=not chapters_only)  # what cannot be is told at once
    with alone(root, _say):  # from the first step to the last
        if explain:
            for due in _weighed(root, wanted, not chapters_only):
                typer.echo(_explained(due.job.name, due.reason))
        _run(root, wanted, Way(jobs, cluster, kernel, timeout), machine, not chapters_only)
        publish(root, _say)
        explorer.publish(root, _say)
        if explain:  # now that the notebooks have run it is known which briefings they change
            for name, reason in _briefings(root, not chapters_only).items():
                typer.echo(_explained(f"briefing {name}", reason, "make"))
        _brief(root, jobs, not chapters_only)
        if explain:
            editions = out_of_date(root)
            for lang in LANGUAGES:
                typer.echo(_explained(f"edition {lang}", editions.get(lang), "make"))
        site = build_site(root, _say)
    typer.echo(json.dumps({"event": "built", "site": str(site)}) if machine else f"the book: {site}")


def status(
    year: Year = None,
    region: Region = None,
    baseline_year: Baseline = None,
    chapters_only: ChaptersOnly = False,
    machine: Machine = False,
) -> None:
    """Tell which notebooks, briefings and editions are out of date, and why; nothing is run."""
    from planbook.press.sphinx.site import out_of_date

    root = paths.root()
    weighed = _weighed(root, _given(year, region, baseline_year), not chapters_only)
    briefings, editions = _briefings(root, not chapters_only), out_of_date(root)
    stale = {due.job.name: due.reason for due in weighed if due.reason}
    old = {name: reason for name, reason in briefings.items() if reason}
    if machine:
        told = {"jobs": len(weighed), "stale": stale, "briefings": old, "editions": editions}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for line in (*_grouped(stale, "run"), *_grouped({f"briefing {n}": r for n, r in old.items()}, "make")):
        typer.echo(line)
    typer.echo(f"{len(stale)} of {len(weighed)} notebooks are out of date")
    waiting = "; those of notebooks to be run may follow" if stale else ""
    typer.echo(f"{len(old)} of {len(briefings)} briefings are out of date{waiting}")
    for lang, reason in editions.items():
        typer.echo(f"edition {lang} is to be built: {reason}")
    if stale and not editions:
        typer.echo("editions to be built: those with pages of these notebooks")


def _briefings(root: Path, profiles: bool) -> dict[str, str | None]:
    from planbook.press.briefing import batch
    from planbook.press.briefing.wanted import every

    return batch.reasons(root, [page.name for page in every(root, profiles=profiles)])


def _grouped(reasons: dict[str, Any], verb: str) -> list[str]:
    """Return a line for each reason; many of one kind with the same reason share a line."""
    groups: dict[tuple[str, str], list[str]] = {}
    for name, reason in reasons.items():
        kind = re.sub(r"[0-9]+(\.pdf)?$", "", name)
        groups.setdefault((kind if kind != name else "", reason), []).append(name)
    lines = []
    for (kind, reason), names in groups.items():
        if kind and len(names) > _ALIKE:
            lines.append(
                f"{verb:<4}  {len(names)} {kind.rstrip('/-').replace('briefing ', 'briefings ')}: {reason}"
            )
        else:
            lines += [_explained(name, reason, verb) for name in names]
    return lines


def _weighed(root: Path, wanted: dict[str, Any], profiles: bool = True) -> "list[Due]":
    from planbook.press import plan
    from planbook.press.changes.jobs import weigh
    from planbook.press.run.lock import alone

    jobs = plan(root, wanted, profiles=profiles)[1]
    with alone(root, _say) as waited:
        return weigh(plan(root, wanted, profiles=profiles)[1] if waited else jobs, root)


def _explained(name: str, reason: str | None, verb: str = "run") -> str:
    return f"{verb if reason else 'keep':<4}  {name}: {reason or 'nothing it is made of has changed'}"


def _given(year: int | None, region: str | None, baseline_year: int | None) -> dict[str, Any]:
    given = {"year": year, "region": region, "baseline_year": baseline_year}
    return {name: value for name, value in given.items() if value is not None}


def _run(root: Path, wanted: dict[str, Any], way: Any, machine: bool, profiles: bool) -> None:
    from planbook.press import press
    from planbook.press.run.progress import Json, fitting

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
