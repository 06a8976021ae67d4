"""Running notebooks: parameters checked, papermill, a pool of processes or a cluster, and what a person sees meanwhile.

Which of them have to run is decided in `planbook.press.changes`.
"""
