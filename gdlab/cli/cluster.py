"""The option ``--cluster``, which sweeps, comparisons and studies share."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from gdlab.cli.console import errors
from gdlab.spec.errors import Problem, SpecError

if TYPE_CHECKING:
    from gdlab.lab.cluster.place import ClusterPlace

ClusterAddress = Annotated[
    str, typer.Option("--cluster", metavar="ADDRESS", help="Dask's workers: local:4, or tcp://scheduler:8786.")
]


def cluster_place(address: str, workers: int | None = None) -> ClusterPlace:
    """Return the workers of a cluster, with remarks on them printed.

    Args:
        address: ``local:4``, or a scheduler's address.
        workers: what ``--workers`` says, which does not go with a cluster.

    Raises:
        GdlabError: when the cluster cannot be used.
    """
    if workers:
        raise SpecError([Problem("--workers", "goes with threads of this process; a cluster has its own workers")])
    from gdlab.lab.cluster.place import ClusterPlace

    return ClusterPlace(address, remark=lambda text: errors.print(f"{text}.", soft_wrap=True, style="yellow"))


def connected(address: str, workers: int | None = None) -> AbstractContextManager[ClusterPlace | None]:
    """Return the workers of a cluster for the length of a block, which closes them; None where there is no address."""
    return cluster_place(address, workers) if address else nullcontext()
