"""Whether the tables under ``data/`` can be trusted: checks over observations, and what is declared about them.

Each module holds pure functions from frames to findings; `planbook.quality.checking.check` runs all of them over the
committed tables. Nothing is corrected here: corrections are made when the tables are compiled, by `planbook.intake`.
"""
