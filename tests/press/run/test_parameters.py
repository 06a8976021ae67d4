"""A notebook's parameters as a typed model, and what is said of values that cannot be."""

import json

import pytest
from small_book import code, notebook

from planbook.press.run.parameters import model, problems


@pytest.fixture
def check(tmp_path):
    """What is wrong with values for a notebook that declares some parameters."""

    def run(cell, **given):
        file = tmp_path / "made-up.ipynb"
        file.write_text(json.dumps(notebook(code(cell, "parameters"))), encoding="utf-8")
        return problems(model(file), given)

    return run


@pytest.mark.parametrize(
    ("cell", "value", "complaint"),
    [
        ("n = 5", 7, None),
        ("n = 5", "7", "n '7' is str: input should be a valid integer"),
        ("n = 5", None, "n None is nothing: input should be a valid integer"),
        ("n: int | None = None", None, None),
        ("n: int | None = None", "x", "n 'x' is str: input should be a valid integer"),
        ("n: float = 0.5", 1, None),
        ("n = 'a'", 1, "n 1 is int: input should be a valid string"),
        ("n = None", "anything", None),
        ("n = True", 1, "n 1 is int: input should be a valid boolean"),
        ("n: list[str] = []", ["a"], None),
        ("n: list[str] = []", "a", "n 'a' is str: input should be a valid list"),
    ],
)
def test_a_value_has_the_type_of_the_annotation_or_of_the_default(check, cell, value, complaint):
    assert check(cell, n=value) == ([complaint] if complaint else [])


@pytest.mark.parametrize(
    ("name", "good", "bad", "complaint"),
    [
        ("year", 2012, 1066, "year 1066: not a data year, choose one from 2003 to"),
        ("baseline_year", 2012, 2999, "baseline_year 2999: not a data year"),
        ("region", "东北", "Mars", "region 'Mars' is not known"),
        ("unit", "鞍山", "Atlantis", "no unit is called 'Atlantis'"),
        ("province", "Liaoning", "Atlantis", "no province is called so"),
        ("province", "210000", "999999", "no province is called so"),
    ],
)
def test_what_a_value_names_must_be_there(check, name, good, bad, complaint):
    assert check(f"{name} = None", **{name: good}) == []
    (told,) = check(f"{name} = None", **{name: bad})
    assert complaint in told


def test_everything_wrong_is_told_at_once(check):
    told = check("year = 2012\nunit = '210300'", year="x", unit="Atlantis", yaer=1)
    assert [line.split()[0] for line in told] == ["year", "no", "no"]
    assert told[2] == "no parameter 'yaer'; did you mean year? There are year, unit"
