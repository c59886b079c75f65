"""``gdlab presets``."""

from __future__ import annotations

from typing import Annotated

import typer

from gdlab.cli.console import errors, out
from gdlab.cli.plain_table import plain_table
from gdlab.cli.shutdown import stoppable
from gdlab.cli.train import Quiet
from gdlab.lab.preset_check import CHECKED_SEEDS, CheckedClaim, check_preset
from gdlab.lab.presets import Preset, preset, presets
from gdlab.spec.base import load_members
from gdlab.spec.errors import Problem, SpecError

#: The exit code where a claim did not hold, which is that of a run that did not do what it should.
_NOT_HELD = 3


def presets_command(
    names: Annotated[list[str], typer.Argument(metavar="[NAME]...", help="Presets; all where none is named.")] = [],  # noqa: B006 - typer's way
    tag: Annotated[str, typer.Option("--tag", help="Only those with this tag, such as networks.")] = "",
    verify: Annotated[
        bool, typer.Option("--verify", help="Train them and check every figure that they claim.")
    ] = False,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="Seeds with --verify.")] = CHECKED_SEEDS,
    quiet: Quiet = False,
) -> None:
    """List experiments that are known to work: gdlab run preset:NAME, or gdlab compare preset:NAME for its race."""
    chosen = [preset(name) for name in names] or list(presets().values())
    tags = sorted({tag for each in presets().values() for tag in each.header.tags})
    if tag and tag not in tags:
        raise SpecError([Problem("--tag", f"no preset has the tag '{tag}'; there are {', '.join(tags)}")])
    chosen = [each for each in chosen if each.matches("", tag)]
    if not verify:
        print_presets(chosen)
        return
    load_members()
    raise typer.Exit(verify_presets(chosen, seeds, quiet=quiet))


def print_presets(chosen: list[Preset]) -> None:
    """Print name, title, sentence and tags of each."""
    for each in chosen:
        race = " (a race)" if each.saved.race is not None else ""
        out.print(f"{each.name}: {each.header.title}{race}", style="bold")
        out.print(f"  {each.header.sentence}", soft_wrap=True)
        out.print(f"  {', '.join(each.header.tags)}", style="dim")


def verify_presets(chosen: list[Preset], seeds: int, *, quiet: bool) -> int:
    """Train presets, print every claim beside what was measured, and return the exit code."""
    found: list[CheckedClaim] = []
    with stoppable() as stop:
        for each in chosen:
            if not quiet:
                errors.print(f"{each.name} …", style="dim")
            try:
                found += check_preset(each, seeds, stop.check)
            except KeyboardInterrupt:
                break
            if stop.asked:
                break
    print_checked(found)
    if stop.asked:
        return stop.exit_code
    failed = [claim for claim in found if not claim.holds]
    out.print(f"{len(found) - len(failed)} of {len(found)} claims of {len(chosen)} presets hold on {seeds} seeds.")
    return _NOT_HELD if failed else 0


def print_checked(found: list[CheckedClaim]) -> None:
    """Print a line a claim."""
    table = plain_table()
    for name in ("preset", "run", "figure", "claimed", "measured", ""):
        table.add_column(name, overflow="fold")
    for each in found:
        held = "holds" if each.holds else "DOES NOT HOLD"
        table.add_row(each.preset, each.variant, each.claim.figure, each.claim.bound, each.figures, held)
    out.print(table)


COMMANDS = {"presets": presets_command}
