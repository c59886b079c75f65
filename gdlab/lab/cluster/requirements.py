"""What a cluster has to have before trials go there: workers of the same versions, and certificates if encrypted."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from gdlab.lab.store.made_by import made_by
from gdlab.spec.errors import GdlabError


def check_certificates(address: str) -> None:
    """Check that Dask's configuration names the certificates by which both sides prove who they are.

    Raises:
        GdlabError: when one of them is not named or is no file.
    """
    config: Any = import_module("dask.config")

    for name in ("ca-file", "client.cert", "client.key"):
        given: Any = config.get(f"distributed.comm.tls.{name}", None)
        if given is None or not Path(str(given)).is_file():
            said = "is not set" if given is None else f"is '{given}', which is no file"
            raise GdlabError(
                f"{address}: distributed.comm.tls.{name} of Dask's configuration {said}; an encrypted cluster needs "
                "ca-file, client.cert and client.key there"
            )


def refuse_other_versions(told: str, remark: Callable[[str], None]) -> None:
    """Compare a worker's versions with this process's, and make a remark on another kind of processor.

    Args:
        told: the worker's facts as JSON text.
        remark: called with a sentence where figures may differ in their last bits.

    Raises:
        GdlabError: when the worker's gdlab or numba is another one.
    """
    own = json.loads(made_by())
    try:
        theirs: Any = json.loads(told)
        facts = {name: str(theirs[name]) for name in own}
    except (ValueError, KeyError, TypeError):
        raise GdlabError("a worker of the cluster does not say which gdlab it runs; install this gdlab there") from None
    for name in ("gdlab", "numba"):
        if facts[name] != str(own[name]):
            raise GdlabError(
                f"a worker of the cluster has {name} {facts[name][:40]}, and this is {own[name]}; "
                "install the same version on both"
            )
    differing = [
        f"{name} {facts[name][:60]}, not {own[name]}"
        for name in ("processor", "numpy")
        if facts[name] != str(own[name])
    ]
    if differing:
        remark(f"A worker has {'; '.join(differing)}: its figures may differ in their last bits")
