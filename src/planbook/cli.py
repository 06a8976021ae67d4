"""The command line: ``planbook run``, ``planbook build`` and the verbs of every module in `planbook.commands`.

Only the assembling lives here. An error made for users is shown as its sentence, without a traceback.
"""

import pkgutil
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from planbook import commands
from planbook.errors import PlanbookError


class Group(TyperGroup):
    """Turns a `PlanbookError` of any verb into a message on stderr and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except PlanbookError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from error


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
