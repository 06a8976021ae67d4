"""The book: the Sphinx extension, its templates and styles, pages printed from tables, and the published site.

No notebook is run here.
"""
