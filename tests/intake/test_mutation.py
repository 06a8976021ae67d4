"""Whatever a typist does to a workbook, the reader returns an edition or speaks in its own error, never crashes."""

import string

import makers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from planbook.errors import PlanbookError
from planbook.intake import yearbook

TEXT = st.text(
    st.sampled_from("年城市合计全辖区万元亿%()（）-.,:〇丨2013 \n\xa0|" + string.ascii_letters), max_size=12
)
CELL = st.one_of(
    TEXT,
    st.text(max_size=6).filter(lambda t: t.isprintable()),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.none(),
    st.sampled_from(["#DIV/0!", "=1/0", "9" * 400, "1e999", "城市", "中国2013年地级以上城市数据", "唐山市"]),
)
CHANGE = st.one_of(
    st.tuples(st.just("cell"), st.integers(1, 20), st.integers(1, 24), CELL),
    st.tuples(st.just("row"), st.integers(1, 20), st.integers(1, 4), st.none()),
    st.tuples(st.just("column"), st.integers(1, 24), st.integers(1, 4), st.none()),
    st.tuples(st.just("insert"), st.integers(1, 8), st.integers(1, 3), st.none()),
)


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """The cells and the merged ranges of each layout."""
    folder = tmp_path_factory.mktemp("originals")
    found = {}
    for edition in makers.LAYOUTS:
        sheet = load_workbook(makers.make(edition, folder / f"{edition}.xlsx")).active
        cells = [list(row) for row in sheet.iter_rows(values_only=True)]
        found[edition] = cells, [m.bounds for m in sheet.merged_cells.ranges]
    return found


def spoil(cells, changes):
    """Return the cells with some overwritten, rows and columns lost or blank rows put in; and the cells overwritten."""
    cells, written = [row.copy() for row in cells], set()
    for what, where, extent, content in changes:
        if what == "cell" and where <= len(cells) and extent <= len(cells[where - 1]):
            cells[where - 1][extent - 1] = content
            written.add((where, extent))
        elif what == "row":
            del cells[where - 1 : where - 1 + extent]
        elif what == "column":
            cells = [row[: where - 1] + row[where - 1 + extent :] for row in cells]
        elif what == "insert":
            cells[where - 1 : where - 1] = [[] for _ in range(extent)]
    return cells, written


@settings(
    max_examples=60,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edition=st.sampled_from(list(makers.LAYOUTS)), changes=st.lists(CHANGE, min_size=1, max_size=6))
def test_a_spoilt_workbook_never_crashes_the_reader(originals, tmp_path, edition, changes):
    cells, merged = originals[edition]
    cells, written = spoil(cells, changes)
    book = Workbook()
    for row in cells:
        book.active.append(row)
    for left, top, right, bottom in merged:
        if not any(top <= r <= bottom and left <= c <= right for r, c in written):
            book.active.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    path = tmp_path / "ccsy-spoilt.xlsx"
    book.save(path)
    try:
        read = yearbook.read(path)
    except PlanbookError:
        return
    assert all(isinstance(p, str) for p in read.problems)
    assert all(isinstance(v, float) for column in read.values.values() for v in column.values())


@pytest.mark.parametrize("keep", [0, 4, 60, 1000])
def test_a_workbook_cut_short_is_refused(tmp_path, keep):
    path = makers.make(2018, tmp_path / "ccsy-2018.xlsx")
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(PlanbookError, match=r"ccsy-2018\.xlsx cannot be opened"):
        yearbook.read(path)
