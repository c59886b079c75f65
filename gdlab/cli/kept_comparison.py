"""What ``gdlab runs --compare`` prints: the table of a comparison of kept runs, its ranking and what decides."""

from __future__ import annotations

from gdlab.cli.console import out
from gdlab.cli.plain_table import plain_table
from gdlab.lab.comparison.compared_run import short_field
from gdlab.lab.comparison.kept import KeptComparison
from gdlab.spec.metrics import words_of


def print_comparison(found: KeptComparison) -> None:
    """Print a comparison of kept runs."""
    table, compared = found.table, found.compared
    shown = plain_table()
    for head in table.heads:
        shown.add_column(head.title, justify="right" if head.is_figure else "left", overflow="fold")
    for line in table.cells:
        shown.add_row(*line)
    out.print(f"The {words_of(compared.asked.tag)} of {compared.basis}.", soft_wrap=True)
    out.print(shown)
    if any(group.seeds > 1 for group in compared.groups):
        out.print("± is half of the 95 % interval of the mean over the runs of a group.", style="dim")
    for text in found.sentences:
        out.print(f"{text}.", soft_wrap=True)
    names = list(compared.varied)
    for one in found.importance() if compared.column("last") is not None else []:
        share = f"{100 * one.share:.0f} % of the variance (ε², p = {one.p:.2g}, {one.n} runs)"
        out.print(f"{short_field(one.path, names)} goes with {share}.", style="dim", soft_wrap=True)
