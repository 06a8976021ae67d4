"""Briefings: the chapters, provinces and units as PDF, made from the same executed notebooks as the pages of the book.

From notebook to file: `blocks` takes what belongs into a briefing, `markdown`, `tables` and `drawings` turn it into
Typst and SVG, `exporter` is the nbconvert exporter that compiles it, `batch` makes those that are out of date. How a
briefing looks is decided in ``template/briefing.typ``; what `fonts` finds are the only fonts used.
"""
