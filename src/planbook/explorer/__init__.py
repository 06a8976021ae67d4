"""The explorer: every indicator, place and year as scripts that a page opened from a folder can load.

`series` makes the data, `charts` the map and the lines they are drawn in, `publish` writes both beside the editions.
The page itself belongs to the press; how readers move in it is the matter of ``explorer.js``.
"""

from planbook.explorer.files import FOLDER, publish

__all__ = ["FOLDER", "publish"]
