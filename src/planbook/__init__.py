"""planbook: the Old Industrial Bases Report Book.

Data walks one way: intake -> observations -> analysis -> figures and prose -> notebooks -> press.
Nothing imports what comes after it; ``tests/test_architecture.py`` holds the rule.
"""

__version__ = "0.1.0"
