"""Two editions of the book beside each other: what a reader of the former one has to know of the present one.

`former` finds the former edition, a folder or a tag; `comparing` says what changed: values, series, verdicts, ranks,
text. How it looks on a page is the matter of the press.
"""
