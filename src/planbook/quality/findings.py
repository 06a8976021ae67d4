"""One finding of a check, its severity and the names of the checks. Fault things is the matter of the checks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from planbook import catalog
from planbook.ground.language import Both

ERROR, WARNING, INFO = "error", "warning", "info"
SEVERITIES = {
    ERROR: Both("错误", "error"),
    WARNING: Both("警告", "warning"),
    INFO: Both("已说明", "declared"),
}
CHECKS = {
    "schema": Both("表的格式", "shape of the tables"),
    "range": Both("可信范围", "plausible range"),
    "shares": Both("三次产业比重之和", "shares of the sectors add up"),
    "part": Both("部分不大于整体", "no part exceeds its whole"),
    "sums": Both("各部分之和与整体", "parts add up to their whole"),
    "digits": Both("多一位或少一位数字", "a digit lost or gained"),
    "jump": Both("逐年变化过大", "too large a change in a year"),
    "leap": Both("一年相差一位数字", "a digit more or less within a year"),
    "copied_column": Both("整列与上年相同", "column repeats the year before"),
    "copied_city": Both("一市多项与上年相同", "city repeats its year before"),
    "twin_columns": Both("两项指标数字相同", "two indicators share their figures"),
    "twin_cities": Both("两市数列相同", "two cities share a series"),
    "total": Both("各市之和与刊印合计", "cities against the printed total"),
    "magnitude": Both("整列数量级", "magnitude of a column"),
    "growth": Both("增长率与指数", "printed growth against the index"),
    "nation": Both("各省与全国", "provinces against the nation"),
    "coverage": Both("覆盖减少", "coverage falls"),
    "accepted": Both("不再需要的说明", "declaration no longer needed"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What one check has found in one place.

    Attributes
    ----------
    severity : str
        ``error`` (mend or declare it before the book goes out), ``warning`` (look at it) or ``info`` (declared).
    check : str
        A key of `CHECKS`.
    unit, indicator : str
        Ids; empty where the finding concerns all of them.
    year : int or None
        Data year.
    value : float or None
        The value found, in the indicator's unit where the finding is about one value.
    expected : str
        What would have passed, in figures.
    message : Both
        A sentence for the reader, in both languages.

    Examples
    --------
    >>> Fault("error", "range", "210300", "green_cover_pct", 2012, 140.0, "1-100", Both("过大", "too large")).year
    2012
    """

    severity: str
    check: str
    unit: str
    indicator: str
    year: int | None
    value: float | None
    expected: str
    message: Both

    def declared(self, reason: Both) -> "Fault":
        """Return the finding as ``info``, with the reason that is on record."""
        message = Both(f"{self.message.zh}（{reason.zh}）", f"{self.message.en} ({reason.en})")
        return replace(self, severity=INFO, message=message)


def counts(findings: Iterable[Fault]) -> list[tuple[str, dict[str, int]]]:
    """Count findings by check and severity, every check in its order, also those that found nothing.

    Examples
    --------
    >>> counts([])[1]
    ('range', {'error': 0, 'warning': 0, 'info': 0})
    """
    found = Counter((f.check, f.severity) for f in findings)
    return [(check, {severity: found[check, severity] for severity in SEVERITIES}) for check in CHECKS]


def place(unit: str) -> Both:
    """Return the name of a city, a province or the nation for a message; the code itself where it has no name.

    Examples
    --------
    >>> place("210300").zh, place("100000").en, place("999999").en
    ('鞍山市', 'the nation', '999999')
    """
    if unit == catalog.NATION:
        return Both("全国", "the nation")
    city = catalog.cities().get(unit)
    return city.name if city else catalog.provinces().get(unit, Both(unit, unit))


def label(indicator: str) -> Both:
    """Return the name of an indicator; the id itself where the catalog does not know it.

    Examples
    --------
    >>> label("gdp_100m_yuan").zh
    '地区生产总值'
    """
    known = catalog.indicators().get(indicator)
    return known.name if known else Both(indicator, indicator)
