"""The verbs of the command line, one module an area; each registers its own with ``register(app)``.

`planbook.cli` finds the modules of this folder by itself. They parse options, call the package and print: no
logic lives here. What is heavy to import is imported when the verb runs.
"""
