"""What the chapters find: a module a chapter, and beside them what they share (selection, kinds of city, ratios).

Methods live in `planbook.analysis`, charts in `planbook.figures`, words in the notebooks.
"""
