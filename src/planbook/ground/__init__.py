"""What everything stands on: text in two languages, numerals, what a run has read, the shape of what a notebook emits.

Nothing here knows the plan, the tables or a page.
"""
