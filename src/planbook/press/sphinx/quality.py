"""Directives that print what is known of the data's quality: coverage, corrections and flags, findings of the checks.

They are ``planbook-coverage`` and those of `LISTINGS`. The findings themselves come from `planbook.quality`.
"""

import fcntl
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache, partial
from html import escape
from pathlib import Path

import pandas as pd
from sphinx.application import Sphinx

from planbook import catalog, paths, plan
from planbook.ground.language import Both
from planbook.press.changes import records
from planbook.press.sphinx.directives import Listing, directive, to_html
from planbook.quality import checking, columns, declared
from planbook.quality.findings import CHECKS, SEVERITIES, WARNING, Fault, counts, label, place
from planbook.store import observations

_COVERAGE = Both("各指标逐年覆盖", "Coverage by indicator and year")
_INDICATOR = Both("指标", "Indicator")
_NOT_THERE = Both("无", "none")
_ALL = Both("全部", "all")
# Shares of the cities from which a cell takes the next shade.
_SHADES = (0.0, 0.5, 0.8, 0.95)
_COUNTED = "jump"  # warnings too many to list stay counts
_PLANNED = "leap"  # and these are listed for the plan's cities


@cache
def _found() -> tuple[Fault, ...]:
    """Return the findings of today's tables; of the two editions built at once only one goes through the tables."""
    code = records.tree(Path(checking.__file__).parent)
    kept = _kept() / f"{records.tree(paths.data())}-{code}.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    with (kept.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_file():
            for former in kept.parent.glob("*.json"):
                former.unlink()
            found = [asdict(finding) for finding in checking.check()]
            records.replace(kept, json.dumps(found, ensure_ascii=False).encode())
    rows = json.loads(kept.read_bytes())
    return tuple(Fault(**{**row, "message": Both(**row["message"])}) for row in rows)


def prepare(root: Path) -> None:
    """Go through the tables before the editions are built, in a process that gives back the memory this takes."""
    with paths.rooted(root):
        _found()


def _kept() -> Path:
    return paths.build("findings")


@cache
def _observed() -> pd.DataFrame:
    return observations.select(list(catalog.indicators()))


def revisions(lang: str) -> list[tuple[str, ...]]:
    """Return how many printed values are corrected, withdrawn or flagged: in all cities and in the plan's 95."""
    planned = {u.code for u in plan.cities()}

    def row(what: Both, units: Iterable[str]) -> tuple[str, ...]:
        of = list(units)
        return what.get(lang), f"{len(of):,}", f"{sum(u in planned for u in of):,}"

    corrections = catalog.table("catalog", "corrections.csv", columns=("unit", "used"))
    confirmed = catalog.table("catalog", "confirmed.csv", columns=("unit",))
    frame = _observed()
    marked = frame[frame["flag"] != ""]
    flags = marked.assign(flag=marked["flag"].str.split(";")).explode("flag")
    return [
        row(Both("观测值", "observations"), frame["unit"]),
        row(Both("更正", "corrected"), [c["unit"] for c in corrections if c["used"]]),
        row(Both("弃用", "withdrawn"), [c["unit"] for c in corrections if not c["used"]]),
        row(Both("跳跃而经确认", "confirmed though they jump"), [c["unit"] for c in confirmed]),
        *(
            row(Both(f"标注：{text.zh}", f"flagged: {text.en}"), flags.loc[flags["flag"] == flag, "unit"])
            for flag, text in catalog.flags().items()
            if (flags["flag"] == flag).any() and flag != "corrected"
        ),
    ]


def findings(lang: str) -> list[tuple[str, ...]]:
    """Return the number of findings of every check, by severity."""
    return [
        (CHECKS[check].get(lang), *(f"{number:,}" for number in by_severity.values()))
        for check, by_severity in counts(_found())
    ]


def warnings(lang: str) -> list[tuple[str, ...]]:
    """Return check and message of every warning that is not a mere jump; leaps are listed for the plan's cities."""
    planned = {u.code for u in plan.cities()}
    return [
        (CHECKS[f.check].get(lang), _told(f, lang))
        for f in _found()
        if f.severity == WARNING and f.check != _COUNTED and (f.check != _PLANNED or f.unit in planned)
    ]


def _told(finding: Fault, lang: str) -> str:
    return finding.message.get(lang)


def accepted(lang: str) -> list[tuple[str, ...]]:
    """Return what has been looked at and kept as printed: check, city, indicator, years, reason."""
    used = Counter(_row(f) for f in _found() if _row(f))
    return [
        (
            CHECKS[row.check].get(lang),
            (place(row.unit) if row.unit else _ALL).get(lang),
            (label(row.indicator) if row.indicator else _ALL).get(lang),
            str(row.first) if row.first == row.last else f"{row.first}–{row.last}",
            f"{used[row]:,}",
            row.reason.get(lang),
        )
        for row in declared.accepted()
    ]


def _row(finding: Fault) -> declared.Accepted | None:
    return next((row for row in _rows() if row.covers(finding)), None)


@cache
def _rows() -> tuple[declared.Accepted, ...]:
    return tuple(declared.accepted())


LISTINGS = {
    "planbook-revisions": Listing(
        Both("更正、弃用与标注的数目", "Values corrected, withdrawn and flagged"),
        (Both("数字", "Values"), Both("全部城市", "All cities"), Both("规划城市", "Cities of the plan")),
        revisions,
        "corrections.csv",
        (1, 2),
    ),
    "planbook-findings": Listing(
        Both("检查结果", "Findings of the checks"),
        (Both("检查", "Check"), *SEVERITIES.values()),
        findings,
        "accepted.csv",
        (1, 2, 3),
    ),
    "planbook-warnings": Listing(
        Both("待查", "Open questions"),
        (Both("检查", "Check"), Both("所见", "What was found")),
        warnings,
        "accepted.csv",
    ),
    "planbook-accepted": Listing(
        Both("查后保留", "Looked at and kept"),
        (
            Both("检查", "Check"),
            Both("城市", "City"),
            _INDICATOR,
            Both("年份", "Years"),
            Both("处", "Places"),
            Both("理由", "Reason"),
        ),
        accepted,
        "accepted.csv",
        (4,),
    ),
}


def coverage(lang: str) -> str:
    """Return the share of the plan's 95 cities with a value, indicator by year, as a shaded table."""
    units = [u.code for u in plan.cities()]
    return shaded(columns.coverage(_observed(), units), len(units), lang)


def shaded(table: pd.DataFrame, of: int, lang: str) -> str:
    """Return counts as a table of shares in per cent, shaded by the share.

    Parameters
    ----------
    table : pandas.DataFrame
        Indicators by years: how many units have a value.
    of : int
        How many units there are.
    lang : {"zh", "en"}
        The language of the page.
    """
    years = [int(str(y)) for y in table.columns]
    head = "".join(f'<th scope="col"><abbr title="{y}">{y % 100:02d}</abbr></th>' for y in years)
    lines = []
    for indicator, row in table.iterrows():
        cells = "".join(_cell(int(n), of, f"{y}: {n}/{of}", lang) for y, n in zip(years, row, strict=True))
        lines.append(f'<tr><th scope="row">{escape(label(str(indicator)).get(lang))}</th>{cells}</tr>\n')
    name = escape(_COVERAGE.get(lang))
    return (
        f'<div class="planbook-scroll" tabindex="0" role="region" aria-label="{name}">'
        f'<table class="planbook-coverage"><thead><tr><th scope="col">{_INDICATOR.get(lang)}</th>{head}</tr></thead>\n'
        f"<tbody>\n{''.join(lines)}</tbody></table></div>\n"
    )


def _cell(count: int, of: int, title: str, lang: str) -> str:
    shade = sum(count / of > limit for limit in _SHADES)
    # A share is rounded down, so that 100 means every city.
    shown = str(100 * count // of) if count else f'<span aria-label="{_NOT_THERE.get(lang)}">·</span>'
    return f'<td class="shade-{shade}" title="{title}">{shown}</td>'


def setup(app: Sphinx, lang: str) -> None:
    """Register the directives for the edition of one language."""
    data = sorted(paths.data().rglob("*.csv"))
    for name, listing in LISTINGS.items():
        app.add_directive(name, directive(partial(to_html, listing, lang), data))
    app.add_directive("planbook-coverage", directive(partial(coverage, lang), data))
