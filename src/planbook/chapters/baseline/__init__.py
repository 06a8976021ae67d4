"""The plan's own figures of 2011 beside what the committed tables give, each under every denominator at hand.

The plan does not say what it divides by, so each way of counting (`planbook.chapters.baseline.ways`) has a line and a name. A
figure that the tables do not meet is shown as it is; one that they cannot carry is listed with the reason.
"""

from dataclasses import dataclass
from math import isnan

import pandas as pd

from planbook import plan
from planbook.chapters.baseline.ways import ABSENT, CENSUS, NATIONAL, NONE, OURS, YEAR, ways
from planbook.chapters.finding import Tabled
from planbook.figures import Column
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year, known
from planbook.plan import BaselineFigure
from planbook.store import observations
from planbook.store.provenance import Passport, combine, passport

_UNSEEN = Both("本书数据无法复算", "cannot be computed from this book's data")
_AGREES = Both("一致", "agrees")
_COLUMNS = (
    Column("name", "规划所列 | Named by the plan"),
    Column("unit", "单位 | Unit"),
    Column("plan", "规划数字 | The plan's figure", right=True),
    Column("counted", "本书如何计算 | How it is counted here"),
    Column("ours", "复算 | Ours", missing=_UNSEEN, right=True),
    Column("result", "与规划之比 | Of the plan's", missing=_UNSEEN, right=True),
    Column("cities", "有数 | With data", missing=_UNSEEN, right=True),
    Column("of", "应有 | Of", missing=_UNSEEN, right=True),
    Column("note", "说明 | Remark"),
)
COLUMNS = ["figure", "name", "unit", "plan", "counted", "ours", "ratio", "fits", "covered", "of", "note"]


def backtest() -> pd.DataFrame:
    """Compute the plan's figures of 2011 again, each under every way of counting that the tables allow.

    Returns
    -------
    pandas.DataFrame
        One row a way of counting, figures in the plan's order: figure (id), name, unit (`Both`), plan (its value),
        counted (`Both`: what is summed, over what), ours, ratio (ours in per cent of the plan's), fits (equal to the
        plan's value in the digits it prints; None where there is nothing to compare), covered and of (cities),
        note (`Both`). A figure the tables cannot carry has one row without ``ours``, its note says why.

    Examples
    --------
    >>> t = backtest().set_index("figure")
    >>> [round(v, 1) for v in t.ours["gdp_share_pct"][:2]], int(t.ours["industrial_firms"])
    ([24.6, 24.0], 70642)
    """
    known = ways()
    rows = []
    for figure in plan.baseline():
        base = {"figure": figure.id, "name": figure.name, "unit": figure.unit, "plan": figure.value}
        rows += [
            base
            | {"counted": way.counted, "ours": way.ours, "ratio": 100 * way.ours / figure.value}
            | {
                "fits": None if isnan(way.ours) else _fits(way.ours, figure),
                "covered": way.covered,
                "of": way.of,
                "note": way.note,
            }
            for way in known.get(figure.id, [])
        ]
        if figure.id not in known:
            rows.append(base | {"counted": NONE, "covered": 0, "of": 0, "note": ABSENT[figure.id]})
    return pd.DataFrame(rows, columns=COLUMNS).astype({"ours": "float64", "ratio": "float64"})


@dataclass(frozen=True, kw_only=True)
class Backtest(Tabled):
    """The figures of the plan's opening beside what the tables give, one row a way of counting.

    Attributes
    ----------
    year : Year
        What they are figures of.
    figures : Count
        How many there are.
    met, off, unseen : Count
        Figures that agree under at least one way of counting, under none, and that cannot be computed.
    """

    year: Year
    figures: Count
    met: Count
    off: Count
    unseen: Count


def finding() -> Backtest:
    """Return the backtest as a finding: how many figures fit, miss or cannot be checked, and the table of all.

    Examples
    --------
    >>> found = finding()
    >>> found.met + found.off + found.unseen == found.figures
    True
    """
    lines = backtest()
    seen = lines[lines["ours"].notna()]
    met = seen[seen["fits"].eq(True)]["figure"].nunique()
    rows = [
        {
            "name": line["name"],
            "unit": line["unit"],
            "plan": _written(line["plan"], line["plan"]),
            "counted": line["counted"],
            "ours": _written(line["ours"], line["plan"]),
            "result": _result(line["fits"], line["ratio"]),
            "cities": known(Count, line["covered"] if line["of"] else None),
            "of": known(Count, line["of"] or None),
            "note": line["note"],
        }
        for line in lines.to_dict("records")
    ]
    return Backtest(
        source=_passport(),
        frame=pd.DataFrame(rows, dtype="object"),
        columns=_COLUMNS,
        year=Year(YEAR),
        figures=Count(lines["figure"].nunique()),
        met=Count(met),
        off=Count(seen["figure"].nunique() - met),
        unseen=Count(lines[lines["ours"].isna()]["figure"].nunique()),
    )


def _step(value: float) -> float:
    """Return the size of the last digit that is not a closing zero: 39 000 is printed to the thousand."""
    digits = f"{value:.6f}".rstrip("0")
    whole, _, part = digits.partition(".")
    return 10.0 ** -len(part) if part else 10.0 ** (len(whole) - len(whole.rstrip("0")))


def _fits(ours: float, figure: BaselineFigure) -> bool:
    step = _step(figure.value)
    return round(ours / step) == round(figure.value / step)


def _written(value: float, printed: float) -> Amount | Absent:
    fine = _step(printed) < 1
    # one digit more than the plan prints, so that a near miss can be seen
    return known(Amount, value, (1 if value == printed else 2) if fine else 0)


def _result(fits: object, ratio: float) -> Both | Percent | Absent:
    return _AGREES if fits is True else known(Percent, ratio).formed(decimals=0)


def _passport() -> Passport:
    cities = [c.code for c in plan.cities()]
    districts = [u.code for u in plan.units() if u.kind != "city"]
    note = Both(
        "规划没有写明分母，一项数字有几种算法就列几行；与规划不符的照样列出；市辖区和县级市不在其中",
        "the plan does not name its denominators: each way of counting has a line, and a mismatch is shown as it is; "
        "districts and county-level cities are not in it",
    )
    return combine(
        passport(observations.select(OURS, cities, [YEAR]), cities, [note]),
        passport(observations.nation(NATIONAL, [YEAR]), []),
        passport(observations.provinces("gdp_100m_yuan", None, [YEAR]), []),
        passport(observations.select("census_population", districts, [CENSUS]), []),
        Passport((plan.document().title,), ()),
    )
