"""Watching processes that are not our children."""

import os
import select


def gone(process):
    """Wait for the end of a process that is not our child, however long a busy machine takes for it."""
    try:
        watch = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    with os.fdopen(watch):
        return bool(select.select([watch], [], [])[0])
