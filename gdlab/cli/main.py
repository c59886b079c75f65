"""Gather the commands, and turn every error of ours into a sentence and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from gdlab import __version__
from gdlab.cli import compare, doctor, runs, train
from gdlab.cli.console import errors
from gdlab.spec.errors import GdlabError

BAD_INPUT, DIVERGED, INTERRUPTED = 2, 3, 130
# What a wrong option or argument raises. Typer names it nowhere in public, and which library it is of has changed.
UsageProblem: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

app = typer.Typer(
    name="gdlab",
    help="A training lab for gradient descent. Without a command it opens the window.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (train, compare, runs, doctor):
    module.register(app)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    """Open the window when no command is given."""
    if version:
        print(__version__)
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        from gdlab.ui.app import run_app

        raise typer.Exit(run_app())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 2 bad input, 3 diverged, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # pyright: ignore[reportAttributeAccessIssue]
    try:
        code = app(args=list(arguments) if arguments is not None else None, standalone_mode=False)
        return int(code or 0)
    except typer.Exit as done:
        return int(done.exit_code)
    except UsageProblem as error:
        error.show(file=sys.stderr)
        return BAD_INPUT
    except GdlabError as error:
        errors.print(f"[bold red]gdlab:[/] {_escaped(error)}", highlight=False, soft_wrap=True)
        return BAD_INPUT
    except (KeyboardInterrupt, typer.Abort):
        errors.print("Interrupted.")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _escaped(error: Exception) -> str:
    from rich.markup import escape

    return escape(str(error))
