"""``planbook brief``: briefings of chapters, provinces and units as PDF."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from planbook import paths
from planbook.errors import BuildError, ParameterError, UnknownNameError
from planbook.ground.language import LANGUAGES, Lang
from planbook.press.run import limits

Unit = Annotated[
    list[str] | None, typer.Option(help="A unit of the plan: 鞍山, Anshan or 210300. May be repeated.")
]
Province = Annotated[
    list[str] | None, typer.Option(help="A province: 辽宁, Liaoning or 210000. May be repeated.")
]
Chapter = Annotated[list[str] | None, typer.Option(help="A chapter: green, industry … May be repeated.")]
All = Annotated[bool, typer.Option("--all", help="Every chapter, province and unit.")]
Language = Annotated[list[str] | None, typer.Option("--lang", help="zh or en; both by default.")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", help="Copy the briefings here, a folder a language.")
]
Jobs = Annotated[
    int,
    typer.Option(callback=limits.jobs, help="How many notebooks and briefings are made at the same time."),
]

_FEW = 12  # briefings whose files are listed


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the command line."""
    app.command()(brief)


def brief(
    unit: Unit = None,
    province: Province = None,
    chapter: Chapter = None,
    everything: All = False,
    lang: Language = None,
    output: Output = None,
    jobs: Jobs = 2,
) -> None:
    """Make briefings as PDF, running first the notebooks that are out of date."""
    from planbook.press.briefing import brief as make
    from planbook.press.briefing.wanted import every, wanted

    root = paths.root()
    wrong = [f"no language is called {name!r}: zh and en are" for name in lang or () if name not in LANGUAGES]
    if not (everything or unit or province or chapter):
        wrong.append("no briefing was asked for: name a --unit, --province or --chapter, or say --all")
    try:
        pages = wanted(root, unit or (), province or (), chapter or ())
    except UnknownNameError as error:
        wrong += error.problems
    if wrong:
        raise ParameterError("nothing was started:", wrong)
    pages = every(root) if everything else pages
    languages: list[Lang] = [name for name in LANGUAGES if not lang or name in lang]
    made, problems = make(root, pages, languages, jobs, _say)
    if output:
        made = [_copied(file, output / file.parent.name) for file in made]
    for file in made if len(made) <= _FEW else ():
        typer.echo(file)
    typer.echo(f"{len(made)} of {len(pages) * len(languages)} briefings made")
    if problems:
        raise BuildError("not everything could be made:", problems)


def _copied(file: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(file, folder / file.name))


def _say(line: str) -> None:
    typer.echo(line, err=True)
