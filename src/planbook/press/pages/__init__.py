"""From executed notebooks to the pages of one language: contents, payloads, layout, the HTML of a figure.

How pages become a site lives in `planbook.press.sphinx`.
"""
