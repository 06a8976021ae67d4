import numpy as np
import pytest

from planbook.press.briefing.tables import fitted, least, lines


def test_numbers_are_never_broken_and_remarks_get_what_is_left():
    cells = [["Anshan", "12,345,678.9", "a long remark " * 8], ["Daqing", "1.5", "short"]]
    low = np.array(
        [
            least("City", ["Anshan"], False),
            least("Yuan", ["12,345,678.9"], True),
            least("Why", ["a long"], False),
        ]
    )
    natural = np.array([[0.58 * len(text) for text in row] for row in cells])
    widths = fitted(low, natural, 58.0)
    assert widths.sum() == pytest.approx(58.0)
    assert (widths >= low).all()
    assert widths[2] > 2 * widths[:2].max()


def test_a_table_that_needs_more_than_the_page_is_narrowed_in_proportion():
    low, natural = np.array([40.0, 80.0]), np.array([[39.0, 79.0]])
    assert fitted(low, natural, 60.0).tolist() == [20.0, 40.0]


@pytest.mark.parametrize("seed", range(12))
def test_the_widths_of_two_columns_come_near_the_best_there_are(seed):
    natural = np.random.default_rng(seed).uniform(2, 60, size=(12, 2))
    best = min(lines(natural, np.array([w, 50.0 - w])) for w in np.arange(5.0, 45.5, 0.5))
    assert lines(natural, fitted(np.array([5.0, 5.0]), natural, 50.0)) <= 1.1 * best


def test_a_table_without_rows_has_widths_all_the_same():
    assert fitted(np.array([5.0, 5.0]), np.empty((0, 2)), 50.0).sum() == pytest.approx(50.0)
