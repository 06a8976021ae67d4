import json
from dataclasses import dataclass, field

import pandas as pd
import pytest

from planbook.errors import ProseError
from planbook.ground.absent import Absent
from planbook.ground.language import Both
from planbook.ground.quantities import Amount, Count, Percent, Year
from planbook.ground.recording import SILENT, Found, from_record, is_same, to_record


@dataclass(frozen=True, kw_only=True)
class Made:
    """A made-up finding."""

    change: Percent
    years: tuple[Year, ...]
    price: Amount
    name: Both
    cities: dict[str, Count]
    other: Percent | Absent
    rows: pd.DataFrame
    source: object = field(metadata=SILENT, default=None)


MADE = Made(
    change=Percent(-3.0).formed(signed=True),
    years=(Year(2012), Year(2015)),
    price=Amount(12.5, 2, Both("元", "yuan"), Both("万", "thousand")),
    name=Both("鞍山", "Anshan"),
    cities={"east": Count(3)},
    other=Absent(Both("未刊印。", "Not printed.")),
    rows=pd.DataFrame({"value": [1.0]}),
    source=object(),
)


def test_a_finding_comes_back_from_json_with_its_types_and_without_its_frames():
    back = from_record(json.loads(json.dumps(to_record(MADE))))
    assert isinstance(back, Found)
    assert isinstance(back.change, Percent)
    assert back.change.form == MADE.change.form
    assert back.years == MADE.years
    assert back.price.form == MADE.price.form
    assert (back.name, back.cities, back.other) == (MADE.name, MADE.cities, MADE.other)
    assert not hasattr(back, "rows")
    assert not hasattr(back, "source")


def test_equal_findings_give_equal_records():
    assert is_same(MADE, MADE)
    assert not is_same(Percent(1.0), Percent(1.0).formed(decimals=0))


def test_what_a_record_cannot_keep_is_refused():
    with pytest.raises(ProseError, match="object"):
        to_record((1, object()))
