"""Gather the commands, and turn every error of ours into a sentence and an exit code."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from gdlab import __version__
from gdlab.cli.console import errors
from gdlab.cli.usage import usage_sentence
from gdlab.logs.faults import record, sayable
from gdlab.logs.private import Public
from gdlab.logs.setup import VERBOSE, begin_logging, log_file
from gdlab.spec.errors import GdlabError
from gdlab.spec.minus import plain_word

_log = logging.getLogger(__name__)

#: Endings of files that ``gdlab FILE`` opens in the window: experiments, and bundles of runs.
_OPENED = (".toml", ".json", ".gdlab")
UNEXPECTED, BAD_INPUT, DIVERGED, INTERRUPTED = 1, 2, 3, 130
#: What DuckDB makes of Ctrl+C while it answers a query, in the place of KeyboardInterrupt.
_QUERY_INTERRUPTED = "Query interrupted"
# What a wrong option or argument raises. Typer names it nowhere in public, and which library it is of has changed.
UsageProblem: Any = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")

# The modules of the commands and what each offers. A command line imports the one that it names, for a quick start.
MODULES: dict[str, tuple[str, ...]] = {
    "train": ("run", "new"),
    "presets": ("presets",),
    "members": ("members",),
    "compare": ("compare", "demo"),
    "sweep": ("sweep",),
    "runs": ("runs", "export", "import"),
    "resume": ("resume",),
    "predict": ("predict",),
    "link": ("link",),
    "desktop": ("desktop",),
    "plugins": ("plugins",),
    "data": ("data",),
    "study": ("study",),
    "arena": ("arena",),
    "basins": ("basins",),
    "bench": ("bench",),
    "landscape": ("landscape",),
    "range": ("range",),
    "check": ("check",),
    "curvature": ("curvature",),
    "rule": ("rule",),
    "warmup": ("warmup",),
    "doctor": ("doctor",),
}


def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
    _verbose: Annotated[
        bool, typer.Option(VERBOSE, help="Show the log on standard error; before or after the command.")
    ] = False,
) -> None:
    """Open the window when no command is given."""
    if version:
        print(__version__)
        raise typer.Exit(0)
    if context.invoked_subcommand is None:
        from gdlab.ui.launch import open_window

        raise typer.Exit(open_window())


def command_line(arguments: Sequence[str]) -> typer.Typer:
    """Return the command line: the commands of the module that the arguments name, or all where they name none."""
    return _with_commands(_modules_of(arguments))


def _modules_of(arguments: Sequence[str]) -> tuple[str, ...]:
    named = next((text for text in arguments if not text.startswith("-")), "")
    return tuple(name for name, commands in MODULES.items() if named in commands) or tuple(MODULES)


def _with_commands(modules: tuple[str, ...]) -> typer.Typer:
    app = _without_commands()
    for name in modules:
        module = import_module(f"gdlab.cli.{name}")
        if hasattr(module, "group"):
            app.add_typer(module.group)
        else:
            for command, function in module.COMMANDS.items():
                app.command(command)(function)
    return app


@cache
def _parser(modules: tuple[str, ...]) -> Any:
    """Return what reads a command line; for all modules it takes a tenth of a second to make, and is made once."""
    return typer.main.get_command(_with_commands(modules))


def _without_commands() -> typer.Typer:
    """Return a command line that tells the version and opens the window, for which no command is imported."""
    app = typer.Typer(
        name="gdlab",
        help="A training lab for gradient descent. Without a command it opens the window.",
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(root)
    return app


def main(arguments: Sequence[str] | None = None, imported: Callable[[], None] = lambda: None) -> int:
    """Run the command line and return its exit code, which docs/cli.md lists: 0 done, 2 bad input, 3 diverged, ...

    Args:
        arguments: the words after the program's name; None takes those of this process.
        imported: called when the command has been imported, before it begins.
    """
    _prepare_streams()
    given = [plain_word(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    words, verbose = without_verbose(given)
    try:
        begin_logging(verbose=verbose)
        _log.info("%s begins", Public(_command_of(words)))
        code = _run(words, imported)
        sys.stdout.flush()
        return int(code or 0)
    except typer.Exit as done:
        return int(done.exit_code)
    except UsageProblem as error:
        return _say(usage_sentence(error), BAD_INPUT)
    except GdlabError as error:
        record(error, "A command")
        return _say(str(error), BAD_INPUT)
    except (KeyboardInterrupt, typer.Abort):
        return _say("interrupted", INTERRUPTED)
    except BrokenPipeError:  # the reader of the output has closed it
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except UnicodeEncodeError as error:
        _log.warning("A command failed", exc_info=error)
        wrong = error.object[error.start : error.end]
        return _say(f"{wrong!r} is no whole Unicode character; write names and values in UTF-8", BAD_INPUT)
    except MemoryError as error:
        record(error, "A command")
        return _say("there is not enough memory for this; take a smaller network, batch or data set", BAD_INPUT)
    except OSError as error:
        record(error, "A command")
        return _say(f"{error.filename or 'a file'}: {error.strerror or error}", BAD_INPUT)
    except Exception as error:
        return _unexpected(sayable(error))


def _prepare_streams() -> None:
    """Make standard output and standard error accept any text; one that the parent process closed is discarded."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - as long as the process
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _run(words: Sequence[str], imported: Callable[[], None]) -> Any:
    """Do what a command line asks for and return the exit code, None for 0."""
    if (file := _file_to_open(words)) is not None:
        imported()
        from gdlab.ui.launch import open_window

        return open_window(file)
    app = _parser(_modules_of(words) if set(words) - {"--version"} else ())
    imported()
    return app(args=words, prog_name="gdlab", standalone_mode=False)


def _file_to_open(words: Sequence[str]) -> Path | None:
    """Return the file that a command line without a command names, to be opened in the window; None for any other.

    Raises:
        GdlabError: when an experiment's file or a preset is named that is not there.
    """
    if len(words) != 1 or words[0].startswith("-"):
        return None
    path = Path(words[0])
    if words[0].startswith("preset:"):
        from gdlab.lab.presets import preset

        preset(words[0])  # one that there is not is refused here, and not by an open window
        return path
    if words[0].startswith("gdlab:"):
        from gdlab.lab.experiment_link import saved_of_link

        saved_of_link(words[0])
        return path
    if path.suffix.lower() not in _OPENED or _command_of(words) != "gdlab":
        return None
    if not path.is_file():
        raise GdlabError(f"{path}: there is no such file")
    return path.absolute()


def without_verbose(words: Sequence[str]) -> tuple[list[str], bool]:
    """Return a command line without the option that may be anywhere in it, and whether it was there."""
    end = words.index("--") if "--" in words else len(words)
    kept = [word for word in words[:end] if word != VERBOSE]
    return [*kept, *words[end:]], len(kept) < end


def _command_of(words: Sequence[str]) -> str:
    """Return the command that a command line names, or "gdlab"."""
    known = {command for commands in MODULES.values() for command in commands}
    return next((word for word in words if word in known), "gdlab")


def _say(text: str, code: int) -> int:
    with suppress(OSError):
        errors.print(f"gdlab: {text}", soft_wrap=True, style="red" if errors.is_terminal else None)
    return code


def _unexpected(error: Exception) -> int:
    """Report a fault of gdlab's own: one sentence, and the whole story where the developers asked for it."""
    if isinstance(error, RuntimeError) and str(error) == _QUERY_INTERRUPTED:
        return _say("interrupted", INTERRUPTED)
    if os.environ.get("GDLAB_DEBUG"):
        traceback.print_exception(error)
    record(error, "A command")
    return _say(
        f"something went wrong inside gdlab ({type(error).__name__}: {error}). Nothing that was kept is lost. "
        f"Please report it with what `gdlab doctor --report` prints; the log is {log_file()}",
        UNEXPECTED,
    )
