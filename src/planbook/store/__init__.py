"""The tables under ``data/`` as frames: observed values, units by any of their names, where values come from.

Nothing here computes a statistic or knows what a chapter says.
"""
