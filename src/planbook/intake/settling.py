"""The last steps of a compile and of an import alike: fills, corrections, flags; and the wordings a reader has met.

Both ways to the tables end here, so that importing an edition gives what compiling it gives.
"""

import pandas as pd

from planbook.intake import confirmations, corrections, fills, proofs
from planbook.intake.yearbook import Edition, Unread

KEY = ["unit", "indicator", "year"]


def settle(
    printed: pd.DataFrame,
    filled: pd.DataFrame,
    unread: list[Unread],
    rules: list[corrections.Correction] | None = None,
) -> tuple[pd.DataFrame, list[str]]:
    """Put fills beside what is printed and apply the declared corrections.

    Parameters
    ----------
    printed, filled : DataFrame
        Columns unit, indicator, year, value, source, flag. A fill stands only where nothing is printed.
    unread : list of Unread
        Cells that hold no number; each needs a correction that expects its text.
    rules : list of Correction, optional
        Instead of all declared ones.

    Returns
    -------
    figures : DataFrame
        The same columns.
    problems : list of str
        As `corrections.apply` names them.
    """
    kept = fills.without_repeats(filled, printed)
    everything = pd.concat([printed, kept], ignore_index=True).drop_duplicates(KEY)
    return corrections.apply(everything, unread, rules)


def flag(figures: pd.DataFrame) -> pd.DataFrame:
    """Flag lone jumps between the years given, and what ``data/catalog/flagged.csv`` declares; clear the confirmed."""
    flagged = proofs.flag_isolated_jumps(figures)
    flagged["flag"] = proofs.declared_flags(flagged)
    return confirmations.clear(flagged)


def wordings(editions: list[Edition]) -> pd.DataFrame:
    """Return every header wording of the editions read, each with the indicator taken from it.

    The reader of the next edition holds unknown wordings against these. No edition is named: a wording is known or
    it is not.

    Returns
    -------
    DataFrame
        header, scope, indicator (empty for columns the book does not use); sorted, each header and scope once.
    """
    known: dict[tuple[str, str], str] = {}
    for edition in editions:
        for wording, indicator in edition.headers.items():
            known[wording] = indicator or known.get(wording, "")
    rows = [(header, scope, indicator) for (header, scope), indicator in sorted(known.items())]
    return pd.DataFrame(rows, columns=["header", "scope", "indicator"])
