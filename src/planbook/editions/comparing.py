"""What changed from one edition of the tables to the next: values revised, new and withdrawn, verdicts and ranks moved.

Both editions are judged by the rules of today, so that what moved has moved because of the figures. Only years that
both editions have are compared value by value.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.scorecard import INDICATORS, scorecard
from planbook.store import rows

FILE = "changes.json"
MOVED = 5  # places of a rank; smaller moves follow from every revision of a neighbour
_KEY = ["unit", "indicator", "year"]
_PAGES = ("book/zh", "book/en", "notebooks")


@dataclass(frozen=True)
class Changes:
    """What changed between two editions, as plain values that JSON can hold.

    Attributes
    ----------
    former, present : str
        What the editions are called.
    years : list of int
        Data years only the present one has.
    series : list of str
        Indicators only the present one has values of.
    ended : list of str
        Indicators only the former one has values of.
    revised : list of dict
        ``unit, indicator, year, was, now, source`` of every value that differs.
    added, withdrawn : list of dict
        ``indicator, year, places``: values that only the present, only the former edition has, in years both have.
    verdicts : list of dict
        ``goal, was, now, figure_was, figure_now`` of every goal whose verdict or figure moved.
    ranks : list of dict
        ``unit, indicator, year, was, now``: cities of the plan whose rank in the newest year of both moved by `MOVED`
        places or more.
    text : list of str
        Pages and notebooks that were written anew or changed.
    """

    former: str
    present: str
    years: list[int]
    series: list[str]
    ended: list[str]
    revised: list[dict[str, Any]]
    added: list[dict[str, Any]]
    withdrawn: list[dict[str, Any]]
    verdicts: list[dict[str, Any]]
    ranks: list[dict[str, Any]]
    text: list[str]

    def to_json(self) -> str:
        """Return the list for machines."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def compare(former: Path, present: Path, names: tuple[str, str]) -> Changes:
    """Compare two editions.

    Parameters
    ----------
    former, present : Path
        Projects or, without any text to compare, folders of data: what holds ``observations`` or ``data/observations``.
    names : tuple of str
        What the editions are called.

    Raises
    ------
    RegistryError
        If tables are not well formed.
    """
    was, now = _values(former), _values(present)
    common = sorted(set(was["year"]) & set(now["year"]))
    both = [frame[frame["year"].isin(common)] for frame in (was, now)]
    beside = both[0].merge(both[1], on=_KEY, how="outer", suffixes=("_was", "_now"))
    known = beside["value_was"].notna() & beside["value_now"].notna()
    revised = beside[known & (beside["value_was"] != beside["value_now"])].sort_values(_KEY)
    added = beside[beside["value_was"].isna() & beside["value_now"].notna()]
    withdrawn = beside[beside["value_was"].notna() & beside["value_now"].isna()]
    return Changes(
        *names,
        years=sorted(set(now["year"]) - set(was["year"])),
        series=sorted(set(now["indicator"]) - set(was["indicator"])),
        ended=sorted(set(was["indicator"]) - set(now["indicator"])),
        revised=_revisions(revised),
        added=_counted(added),
        withdrawn=_counted(withdrawn),
        verdicts=list(_verdicts(was, now)),
        ranks=list(_ranks(*both)),
        text=_text(former, present),
    )


def _values(folder: Path) -> pd.DataFrame:
    data = folder / "data" if (folder / "data").is_dir() else folder
    frame = rows.read(data / "observations").frame
    return frame[frame["value"].notna()]


def _revisions(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [*_KEY, "value_was", "value_now", "source_now"]
    named = frame[columns].rename(columns={"value_was": "was", "value_now": "now", "source_now": "source"})
    return [{str(key): value for key, value in row.items()} for row in named.to_dict("records")]


def _counted(frame: pd.DataFrame) -> list[dict[str, Any]]:
    counts = frame.groupby(["indicator", "year"], as_index=False).size().rename(columns={"size": "places"})
    return [{str(key): value for key, value in row.items()} for row in counts.to_dict("records")]


def _verdicts(was: pd.DataFrame, now: pd.DataFrame) -> Iterator[dict[str, Any]]:
    cities = [city.code for city in plan.cities()]
    judged = []
    for frame in (was, now):
        used = frame[frame["unit"].isin(cities) & frame["indicator"].isin(INDICATORS)]
        judged.append(scorecard(plan.goals(), used, cities))
    for before, after in zip(*judged, strict=True):
        told = [(r.verdict, r.leaning, _rounded(r.value)) for r in (before, after)]
        if told[0] != told[1]:
            yield {
                "goal": after.goal.id,
                "was": before.verdict,
                "now": after.verdict,
                "figure_was": told[0][2],
                "figure_now": told[1][2],
            }


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


def _ranks(was: pd.DataFrame, now: pd.DataFrame) -> Iterator[dict[str, Any]]:
    cities = [city.code for city in plan.cities()]
    sides = [frame[frame["unit"].isin(cities)] for frame in (was, now)]
    for indicator in sorted(set(was["indicator"]) & set(now["indicator"])):
        series = [side[side["indicator"] == indicator] for side in sides]
        years = set(series[0]["year"]) & set(series[1]["year"])
        if not years or catalog.indicators()[indicator].direction == "neutral":
            continue
        year = max(years)
        up = catalog.indicators()[indicator].direction == "lower"
        ranks = [
            s[s["year"] == year].set_index("unit")["value"].rank(method="min", ascending=up) for s in series
        ]
        moved = (ranks[1] - ranks[0]).dropna()
        for unit in moved[moved.abs() >= MOVED].index:
            was_at, now_at = (int(side[unit]) for side in ranks)
            yield {"unit": unit, "indicator": indicator, "year": int(year), "was": was_at, "now": now_at}


def _text(former: Path, present: Path) -> list[str]:
    hashes = []
    for folder in (former, present):
        files = [f for part in _PAGES for f in sorted((folder / part).glob("*.*"))]
        hashes.append(
            {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}
        )
    if not hashes[0]:  # a folder of data has no text to compare with
        return []
    return sorted(name for name, digest in hashes[1].items() if hashes[0].get(name) != digest)
