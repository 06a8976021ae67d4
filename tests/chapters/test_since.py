"""What came since the plan's term, on small made-up tables put in place of the stored ones."""

import pandas as pd
import pytest

from planbook import catalog, plan
from planbook.catalog.model import Break
from planbook.chapters.selection import choose, usual_year
from planbook.chapters.since import Since, since
from planbook.figures import table
from planbook.ground.absent import Absent
from planbook.ground.language import Both, in_language
from planbook.store import observations

TERM = plan.document().last_year
CODES = [c.code for c in plan.cities()]
PRODUCT, SHARE, INDEX, AIR = "gdp_100m_yuan", "services_share_pct", "gdp_index_previous_100", "pm25_ug_m3"


def made_up(values: dict[tuple[str, int], dict[str, float] | float], flag: str = "") -> pd.DataFrame:
    """A frame of observations: for each series and year one value for every city, or a few cities' own."""
    rows = [
        (code, indicator, year, value.get(code) if isinstance(value, dict) else value, "ccsy-2023", flag)
        for (indicator, year), value in values.items()
        for code in CODES
    ]
    frame = pd.DataFrame(rows, columns=["unit", "indicator", "year", "value", "source", "flag"])
    return frame.dropna(subset=["value"])


@pytest.fixture
def tables(monkeypatch):
    """Put made-up observations, national values and breaks in place of the stored ones."""

    def use(frame: pd.DataFrame, nation: pd.DataFrame | None = None, breaks: tuple[Break, ...] = ()) -> None:
        def select(indicators, units=None, years=None):
            ids = [indicators] if isinstance(indicators, str) else list(indicators)
            kept = frame[frame["indicator"].isin(ids)]
            kept = kept if units is None else kept[kept["unit"].isin(units)]
            return kept if years is None else kept[kept["year"].isin(list(years))]

        def china(indicators, years=None):
            return (
                frame.head(0)
                if nation is None
                else nation[
                    nation["indicator"].isin([indicators] if isinstance(indicators, str) else indicators)
                ]
            )

        def crossed(indicator, first, last, unit=""):
            return [
                b
                for b in breaks
                if b.indicator == indicator and b.unit in ("", unit) and first < b.year <= last
            ]

        monkeypatch.setattr(observations, "select", select)
        monkeypatch.setattr(observations, "nation", china)
        monkeypatch.setattr(observations, "last_year", lambda: int(frame["year"].max()))
        monkeypatch.setattr(catalog, "breaks", crossed)

    return use


def shown(found: Since) -> list[list[str]]:
    payload = in_language(table("since", found).payload(), "en")
    return [[cell["text"] for cell in row] for row in payload["rows"]]


def test_chapters_take_the_terms_last_year_and_profiles_the_newest():
    assert choose().year == usual_year() == min(TERM, observations.last_year())
    assert choose(newest=True).year == observations.last_year()
    assert choose(observations.last_year()).year == observations.last_year()  # said, it is taken


def test_sums_and_weighted_means_compare_the_same_cities(tables):
    half = {code: 10.0 for code in CODES[:60]}
    after = {code: 11.0 for code in CODES[10:]}
    tables(
        made_up(
            {
                (PRODUCT, TERM): half,
                (PRODUCT, TERM + 1): after,
                (SHARE, TERM): 40.0,
                (SHARE, TERM + 1): 42.0,
            }
        )
    )
    found = since(choose(TERM), {PRODUCT: "产出 | product", SHARE: "服务业 | services"})
    assert (found.term, found.last, found.series, found.printed) == (TERM, TERM + 1, 2, 2)
    assert found.first.cities == 50  # cities 10 to 60 print both
    assert round(found.first.change, 6) == 10
    rows = shown(found)
    assert rows[0][2:6] == [str(TERM + 1), "500.0", "550.0", "+10.0%"]
    assert rows[1][1:6] == ["weighted mean", str(TERM + 1), "40.0", "42.0", "+2.0 pts"]
    assert (found.risen, found.fallen) == (2, 0)


def test_an_index_says_its_own_growth_and_chains_the_years(tables):
    values = {(INDEX, TERM + n): 100.0 + 10 * (n > 0) for n in range(3)} | {
        (PRODUCT, TERM + n): 1.0 for n in range(3)
    }
    tables(made_up(values))
    found = since(choose(TERM), {INDEX: "实际产出 | real product"})
    assert [row[5] for row in shown(found)] == ["+10.0%", "+21.0%"]
    assert round(found.first.change, 6) == 21


def test_nothing_is_compared_across_a_break_or_by_a_value_in_doubt(tables):
    broken = Break(AIR, "", TERM + 1, Both("改了口径", "counted otherwise"))
    doubtful = made_up({(PRODUCT, TERM + 1): {CODES[0]: 900.0}}, "suspect")
    sound = made_up({(PRODUCT, TERM): 1.0, (PRODUCT, TERM + 1): {c: 2.0 for c in CODES[1:]}})
    air = made_up({(AIR, TERM): 30.0, (AIR, TERM + 1): 20.0})
    tables(pd.concat([doubtful, sound, air]), breaks=(broken,))
    found = since(choose(TERM), {AIR: "空气 | air", PRODUCT: "产出 | product"})
    assert (found.printed, found.first.name.en, found.first.cities) == (1, "product", 94)
    assert shown(found)[0][3:6] == ["—", "20.0", "—"]
    assert found.frame["why"][0].en == "counted otherwise"


def test_the_nations_first_print_is_shown_and_called_so(tables):
    china = pd.DataFrame(
        [(catalog.NATION, SHARE, TERM + 1, 54.6, "ccsy-2023", "")],
        columns=["unit", "indicator", "year", "value", "source", "flag"],
    )
    joined = Break(SHARE, catalog.NATION, TERM + 1, Both("首次公布", "first print"))
    values = {(i, TERM + n): 40.0 for i in (SHARE, PRODUCT) for n in range(2)}
    tables(made_up(values), china, (joined,))
    found = since(choose(TERM), {SHARE: "服务业 | services"})
    assert shown(found)[0][7] == "54.6"
    assert "first published" in found.frame["vintage"][0].en
    assert found.first.change == 0  # the break is the nation's: the cities compare


def test_what_ended_is_named_and_a_year_few_cities_print_counts_for_nothing(tables):
    few = {code: 1.0 for code in CODES[:20]}
    tables(made_up({(PRODUCT, TERM): 1.0, (PRODUCT, TERM + 1): 1.0, (AIR, TERM): 30.0, (AIR, TERM + 1): few}))
    found = since(choose(TERM), {PRODUCT: "产出 | product", AIR: "空气 | air"})
    assert [name.en for name in found.ended] == ["air"]
    assert len(found.frame) == 1


def test_it_is_absent_without_a_word_before_the_term_ends_and_where_nothing_is_newer(tables):
    tables(made_up({(PRODUCT, TERM): 1.0}))
    assert since(choose(TERM), {PRODUCT: "产出 | product"}) == Absent()
    tables(made_up({(PRODUCT, TERM): 1.0, (PRODUCT, TERM + 1): 1.0}))
    assert since(choose(2019), {PRODUCT: "产出 | product"}) == Absent()
    assert since(choose(TERM + 1), {PRODUCT: "产出 | product"}) == Absent()
