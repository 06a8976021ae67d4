"""How far the doubtful values have been looked into: corrected, withdrawn, confirmed, still flagged."""

from collections.abc import Collection

from planbook import catalog
from planbook.store import observations


def reviewed(units: Collection[str]) -> dict[str, int]:
    """Count the doubtful values of some units by what became of them.

    Parameters
    ----------
    units : collection of str
        Six-digit codes, such as those of the plan's 95 cities.

    Returns
    -------
    dict
        ``corrected``: another value is used; ``withdrawn``: printed and not used; ``confirmed``: jumps and stands with
        its reason; ``suspect``: neither corrected nor confirmed, flagged.

    Examples
    --------
    >>> sorted(reviewed(["210300"]))
    ['confirmed', 'corrected', 'suspect', 'withdrawn']
    """
    of = set(units)
    corrections = catalog.table("catalog", "corrections.csv", columns=("unit", "used"))
    confirmed = catalog.table("catalog", "confirmed.csv", columns=("unit",))
    frame = observations.select(list(catalog.indicators()), of)
    flags = frame["flag"].str.split(";")
    return {
        "corrected": sum(bool(r["used"]) for r in corrections if r["unit"] in of),
        "withdrawn": sum(not r["used"] for r in corrections if r["unit"] in of),
        "confirmed": sum(r["unit"] in of for r in confirmed),
        "suspect": int(flags.map(lambda parts: "suspect" in parts).sum()),
    }
