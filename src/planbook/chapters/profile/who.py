"""Which place a profile is about, and what the plan and the yearbook of 1985 say of it. Nothing is measured here."""

import pandas as pd

from planbook import catalog, plan
from planbook.analysis.change import ranks
from planbook.chapters import kinds
from planbook.chapters.finding import Tabled
from planbook.errors import UnknownNameError
from planbook.figures import Column
from planbook.ground.language import Both
from planbook.ground.reads import recorded, remembered
from planbook.plan import PlanUnit
from planbook.store import observations, units
from planbook.store.provenance import Passport, combine, passport
from planbook.text.claims import Claim, count, name, number, percent, phrase
from planbook.text.claims import year as in_year

_NOT_NAMED = Both("未点名", "not named in the boxes")
_NO_ZONE = Both("不在示范区内", "in no zone")
_BLANK = Both("未刊", "not printed")
_OUTPUT, _HEAVY, _ASSETS, _WORKERS, _TOWN = (
    "industrial_output_1980_prices_100m_yuan",
    "heavy_industry_output_1980_prices_100m_yuan",
    "state_industrial_assets_original_100m_yuan",
    "state_industrial_workers_10k",
    "non_agricultural_population_10k",
)


def unit(called: str) -> PlanUnit:
    """Return the city or district of the plan that is called so.

    Parameters
    ----------
    called : str
        Code, Chinese or English name, as `planbook.store.units.find` takes it.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        If no place or several are called so, or the place is not in the plan; the message names what can be chosen.

    Examples
    --------
    >>> unit("Anshan").code, unit("塘沽").kind
    ('210300', 'district')
    """
    found = units.find(str(called))
    for entry in plan.units():
        if entry.code == found.code:
            return entry
    near = [f"{u.code}  {u.name.zh} {u.name.en}" for u in plan.units() if u.code[:2] == found.code[:2]]
    raise UnknownNameError(
        f"{found.name.zh} ({found.name.en}) is not in the plan; its units in {found.province.en} are:", near
    )


def around(place: PlanUnit) -> Both:
    """Return the name of the city around a district, in Chinese with 市; that of the province for a city.

    Examples
    --------
    >>> around(unit("瓦房店")).zh
    '大连市'
    """
    if place.parent is None:
        return place.province
    return Both(place.parent.zh.removesuffix("市") + "市", place.parent.en)


def full_name(place: PlanUnit) -> Both:
    """Return a name that no other unit has: with the province, and for a district with the city around it.

    Examples
    --------
    >>> full_name(unit("230700")).en, full_name(unit("瓦房店")).zh
    ('Yichun, Heilongjiang', '瓦房店市（辽宁省大连市）')
    """
    own, city, province = place.name, around(place), place.province
    if city.en == province.en:
        return Both(f"{own.zh}（{province.zh}）", f"{own.en}, {province.en}")
    return Both(f"{own.zh}（{province.zh}{city.zh}）", f"{own.en}, {city.en}, {province.en}")


def facts(place: PlanUnit) -> pd.DataFrame:
    """Return what the plan says of a place, and what it was in the year by which the plan chose it.

    Returns
    -------
    pandas.DataFrame
        label, text (both `Both`), one row a fact.
    """
    region = plan.region(place.region).name
    rows = [
        (
            Both("所在", "Where"),
            Both(f"{place.province.zh}，{region.zh}地区", f"{place.province.en}, {region.en}"),
        )
    ]
    rows.append((Both("规划中的身份", "In the plan"), _kind(place)))
    if place.kind == "city":
        rows.append(
            (
                Both("规划前的定位（本书规则）", "Kind before the plan (by this book's rule)"),
                _position(place.code),
            )
        )
    if place.kind != "city":
        kind = next(p for p in plan.positioning() if p.id == "districts")
        rows.append((Both("规划定位", "The plan's kind"), kind.name))
    rows.append((Both("规划点名的产业", "Industries the plan named it for"), _industries(place.code)))
    rows.append((Both("产业转型升级示范区", "Demonstration zone"), _zones(place)))
    if place.kind == "city":
        rows.append(
            (phrase("{y}年", "In {y}", y=in_year(plan.document().selection_year)), _in_1985(place.code))
        )
    if place.geometry_note is not None:
        rows.append((Both("区划", "Borders"), place.geometry_note))
    return pd.DataFrame(rows, columns=["label", "text"])


def facts_table(place: PlanUnit) -> Tabled:
    """Return `facts` as a table."""
    columns = (Column("label", Both("项目", "Item")), Column("text", Both("内容", "What is known")))
    return Tabled(source=_sources(place), frame=facts(place), columns=columns)


def _sources(place: PlanUnit) -> Passport:
    plain = Passport((plan.document().title,), ())
    if place.kind != "city":
        return plain
    return combine(plain, passport(_rows_of_1985(place.code), []), Passport((), (), notes=(kinds.RULE_SAID,)))


def _kind(place: PlanUnit) -> Both:
    if place.kind == "city":
        n = len(plan.cities())
        return phrase("规划{n}个城市之一", "one of the plan's {n} cities", n=count(n))
    only = Both("；其中唯一的县级市", "; the only county-level city among them")
    return phrase(
        "专栏一所列{n}个市辖区之一，属{around}{only}",
        "one of the {n} units that box one lists as districts, part of {around}{only}",
        n=count(len(plan.districts())),
        around=around(place),
        only=only if place.kind == "county_level_city" else Both("", ""),
    )


@recorded
@remembered
def _steady(code: str) -> tuple[str, float]:
    row = kinds.positions().set_index("unit").loc[code]
    return str(row["kind"] or ""), float(str(row["steady"]))


def _position(code: str) -> Both:
    kind, steady = _steady(code)
    named = {p.id: p.name for p in plan.positioning()}
    if kind not in named:
        return Both("增长指数不全，不归类", "growth not known: no kind")
    return phrase(
        "{kind}（{share}的规则变体结论相同）",
        "{kind} ({share} of the rule's variants agree)",
        kind=name(named[kind]),
        share=percent(100 * steady, 0),
    )


def _industries(code: str) -> Both:
    found = []
    for group in plan.industry_groups():
        said = [c.emphasis for c in group.cities if c.unit == code]
        if said:
            zh, en = "、".join(e.zh for e in said), "; ".join(e.en for e in said)
            found.append(Both(f"{group.name.zh}（{zh}）", f"{group.name.en} ({en})"))
    return Both("；".join(f.zh for f in found), "; ".join(f.en for f in found)) if found else _NOT_NAMED


def _zones(place: PlanUnit) -> Both:
    """Name the zones that count the place, or the city around a district, among their members."""
    found = []
    for zone in plan.zones():
        if any(m.unit == place.code for m in zone.members):
            found.append(
                phrase(
                    "{zone}（{at}年）",
                    "{zone} ({at})",
                    zone=name(zone.name),
                    at=in_year(int(zone.announced[:4])),
                )
            )
    return Both("；".join(f.zh for f in found), "; ".join(f.en for f in found)) if found else _NO_ZONE


@recorded
@remembered
def _rank_1985(code: str) -> tuple[int, int] | None:
    rows = observations.select(_OUTPUT, [c.code for c in plan.cities()], [plan.document().selection_year])
    places = ranks(rows.set_index("unit")["value"])
    return (int(places[code]), len(places)) if code in places else None


def _rows_of_1985(code: str) -> pd.DataFrame:
    """Return the figures of 1985, of the city districts where the whole city is not printed."""
    ids = (_OUTPUT, _HEAVY, _ASSETS, _WORKERS, _TOWN)
    at = [plan.document().selection_year]
    whole = observations.select(ids, [code], at)
    return whole if len(whole) else observations.select([f"{i}_districts" for i in ids], [code], at)


def _in_1985(code: str) -> Both:
    rows = _rows_of_1985(code)
    if rows.empty:
        return Both("1986年版年鉴未刊印", "not in the yearbook of that year")
    values = {
        str(i).removesuffix("_districts"): float(v)
        for i, v in zip(rows["indicator"], rows["value"], strict=True)
    }
    place = _rank_1985(code)
    noted = [catalog.flags()[f] for f in sorted({f for cell in rows["flag"] for f in cell.split(";") if f})]
    heavy = 100 * values[_HEAVY] / values[_OUTPUT] if {_HEAVY, _OUTPUT} <= set(values) else None
    rank = (
        Both("", "")
        if place is None
        else phrase("，列{n}城第{r}", ", rank {r} of {n}", r=count(place[0]), n=count(place[1]))
    )
    told = phrase(
        "工业总产值{output}（{base}年价）{rank}，重工业占{heavy}；全民所有制工业固定资产原值{assets}，职工{workers}；非农业人口{town}",
        "industrial output {output} (prices of {base}){rank}, {heavy} of it heavy; state industry with assets of {assets} "
        "(original value) and {workers} workers; non-agricultural population {town}",
        output=_money(values.get(_OUTPUT)),
        base=in_year(1980),
        rank=name(rank),
        heavy=percent(heavy, 0, missing=_BLANK),
        assets=_money(values.get(_ASSETS)),
        workers=_persons(values.get(_WORKERS)),
        town=_persons(values.get(_TOWN)),
    )
    return Both(
        told.zh + "".join(f"（{n.zh}）" for n in noted), told.en + "".join(f" ({n.en})" for n in noted)
    )


def _money(value: float | None) -> Claim:
    """Write a value in 100 million yuan."""
    plain = None if value is None else 1e8 * value
    return number(
        plain,
        1,
        Both("元", "yuan"),
        scale=Both("亿", "million" if value and value < 10 else "billion"),
        missing=_BLANK,
    )


def _persons(value: float | None) -> Claim:
    """Write a value in 10,000 persons."""
    plain = None if value is None else 1e4 * value
    return number(plain, 1, Both("人", ""), scale=Both("万", "thousand"), missing=_BLANK)
