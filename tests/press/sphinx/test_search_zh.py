from planbook.press.sphinx.search_zh import pairs


def test_a_phrase_and_a_text_that_holds_it_share_their_pairs():
    assert set(pairs("人均生产总值")) <= set(pairs("各市人均生产总值的变化"))


def test_short_and_latin_runs_stay_whole():
    assert pairs("鞍山 Anshan 2012") == ["鞍山", "Anshan", "2012"]
