"""The command line: ``planbook run``, ``planbook build`` and the verbs of every module in `planbook.commands`.

Only the assembling lives here. An error made for users is shown as its sentence, without a traceback.
"""

import gc
import os
import pkgutil
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from planbook import commands
from planbook.errors import PlanbookError

INTERRUPTED = 130  # what a shell gives back for a command ended by Ctrl-C


class Group(TyperGroup):
    """Turns what a verb cannot do into a sentence on stderr and exit code 2, an interruption into exit code 130."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except PlanbookError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from error
        except KeyboardInterrupt:
            pass
        gc.collect()  # what was being worked at is let go of, and ends
        typer.echo("interrupted; what was finished is kept, the same command goes on from there", err=True)
        sys.stdout.flush()
        os._exit(INTERRUPTED)  # past the exit handlers: whatever worked for this process leaves with it


def assemble() -> typer.Typer:
    """Return the command line with the verbs of every module in `planbook.commands`."""
    app = typer.Typer(
        cls=Group,
        no_args_is_help=True,
        add_completion=False,
        help="The Old Industrial Bases Report Book: from the yearbooks to the book.",
    )
    for module in sorted(m.name for m in pkgutil.iter_modules(commands.__path__)):
        import_module(f"{commands.__name__}.{module}").register(app)
    return app


app = assemble()
