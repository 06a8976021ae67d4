"""What would change in a year that is there already: counts, and the largest changes by name."""

import pandas as pd

from planbook import catalog
from planbook.intake.conversion import shortest

KEY = ["unit", "indicator"]
NAMED = 5


def differences(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Return the lines that tell an analyst how two versions of a year differ.

    Parameters
    ----------
    before, after : DataFrame
        unit, indicator, value, source, flag; each unit and indicator once.

    Returns
    -------
    list of str
        Added, removed and changed values and, by name, the largest changes in proportion; one line says so if there
        are none.
    """
    both = before.merge(after, on=KEY, how="outer", suffixes=("_before", "_after"), indicator=True)
    added, removed = (int((both["_merge"] == side).sum()) for side in ("right_only", "left_only"))
    shared = both[both["_merge"] == "both"]
    changed = shared[shared["value_before"] != shared["value_after"]]
    marks = shared[
        (shared["flag_before"] != shared["flag_after"]) | (shared["source_before"] != shared["source_after"])
    ]
    if not added and not removed and changed.empty and marks.empty:
        return ["no difference to the year that is there"]
    size = (changed["value_after"] - changed["value_before"]).abs() / changed["value_before"].abs().clip(
        lower=1e-9
    )
    lines = [
        f"against the year that is there: {added} values added, {removed} removed, {len(changed)} changed, "
        f"{len(marks)} with another source or flag"
    ]
    for r in changed.assign(size=size).sort_values("size", ascending=False).head(NAMED).to_dict("records"):
        name = catalog.cities()[str(r["unit"])].name.zh
        lines.append(
            f"  {name} ({r['unit']}) {r['indicator']}: {shortest(float(r['value_before']))} -> "
            f"{shortest(float(r['value_after']))}"
        )
    return lines
