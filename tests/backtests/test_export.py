"""The export of the committed tables: whatever a row names is explained in a table beside it."""

import pytest

from planbook.export.tables import tables


@pytest.fixture(scope="module")
def exported():
    return tables()


def test_every_id_leads_to_the_table_that_explains_it(exported):
    found = {t.name: t.frame for t in exported[0]}
    astray = {
        (table.name, column): sorted(set(table.frame[column]) - set(found[other][key]))
        for table in exported[0]
        for column, other, key in table.foreign
    }
    assert {where: ids for where, ids in astray.items() if ids} == {}


def test_a_key_stands_once(exported):
    for table in exported[0]:
        assert not table.frame.duplicated(list(table.key)).any(), table.name


def test_no_value_under_non_commercial_terms_stands_among_the_others(exported):
    open_tables, restricted = exported
    closed = {r.source.id for r in restricted}
    assert closed == {"who-aaq-2022"}
    for table in open_tables:
        if "source" in table.frame:
            assert not set(table.frame["source"]) & closed, table.name
