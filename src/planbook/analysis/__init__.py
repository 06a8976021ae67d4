"""Analysis: pure functions from frame to frame, one method a module, formula and source in each docstring.

Nothing here reads a file, draws or writes a sentence; frames come from `planbook.store.observations`.
"""
