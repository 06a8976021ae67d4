from planbook.press.sphinx.navigation import neighbours, trail

BOOK = {"index", "places", "green", "provinces/210000", "units/210300"}


def test_a_unit_belongs_to_its_province_and_a_province_to_the_list_of_places():
    assert trail("units/210300", BOOK) == ["index", "places", "provinces/210000"]
    assert trail("provinces/210000", BOOK) == ["index", "places"]


def test_the_trail_names_only_pages_the_book_has():
    assert trail("units/210300", {"index", "units/210300"}) == ["index"]


def test_the_first_and_the_last_page_have_one_neighbour():
    row = ["index", "green", "urban"]
    assert [neighbours(page, row) for page in row] == [(None, "green"), ("index", "urban"), ("green", None)]
