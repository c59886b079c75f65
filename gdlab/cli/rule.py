"""``gdlab rule``: update rules of one's own: what there is, whether one is right, and one as PyTorch's optimizer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlab.cli.console import errors, out
from gdlab.lab.files import atomic_write, check_writable
from gdlab.lab.update_rules import rule_files, rule_text
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.rule_language import RuleError, UpdateProgram
from gdlab.spec.rule_parser import parse_rule
from gdlab.spec.rule_torch import class_name, torch_source

RuleArgument = Annotated[
    str, typer.Argument(metavar="RULE", help="The name of a kept rule, a file that ends in .rule, or the text itself.")
]
group = typer.Typer(name="rule", help="Update rules of one's own.", no_args_is_help=True)


@group.command("list")
def list_rules_command() -> None:
    """List the rules that are shipped and those of your own folder."""
    for name, path in rule_files().items():
        try:
            program = parse_rule(rule_text(name))
        except RuleError as error:
            out.print(f"{name}: {error} ({path})", soft_wrap=True)
            continue
        fields = ", ".join(f"{p.name}={p.default:g}" for p in program.parameters)
        out.print(f"{name}: {program.title or path.name} ({fields})", soft_wrap=True)


@group.command("check")
def check_rule_command(rule: RuleArgument) -> None:
    """Print whether a rule is valid and what it declares; an error names line and character."""
    program = _program(rule)
    for parameter in program.parameters:
        bounds = parameter.bounds.description() or "any number"
        out.print(f"hyperparameter {parameter.name}: {parameter.default:g} ({bounds})", soft_wrap=True)
    for state in program.states:
        out.print(f"state          {state}", soft_wrap=True)
    out.print(f"assignments    {len(program.assignments)}")


@group.command("export")
def export_rule_command(
    rule: RuleArgument,
    file: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.py", help="Write here, not to the screen.")
    ] = None,
) -> None:
    """Write a rule as a torch.optim.Optimizer."""
    kept = Path(rule).stem if "=" not in rule else "update_rule"
    source = torch_source(_program(rule), kept)
    if file is None:
        print(source, end="")
        return
    check_writable(file, rule)
    with atomic_write(file) as temporary:
        Path(temporary).write_text(source, encoding="utf-8")
    errors.print(f"Wrote {class_name(kept)} into {file}", soft_wrap=True)


def _program(rule: str) -> UpdateProgram:
    """Return a rule.

    Raises:
        SpecError: when it is none.
    """
    try:
        return parse_rule(rule_text(rule))
    except RuleError as error:
        raise SpecError([Problem("rule", str(error))]) from None
