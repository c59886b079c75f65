"""What a cluster needs before trials go there: a port that answers, certificates, workers of the same versions."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from gdlab.lab.store.made_by import made_by
from gdlab.lab.sweeps.place import PlaceLostError
from gdlab.spec.errors import GdlabError

#: Seconds of one try to reach a scheduler, and between two of them.
_TRY, _PAUSE = 2.0, 0.2


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


def await_port(address: str, seconds: float, wanted: Callable[[], bool]) -> None:
    """Wait until something answers at the host and port of an address; an address without a port is left to Dask.

    Args:
        address: such as ``tcp://scheduler:8786``.
        seconds: how long to wait at the most.
        wanted: asked now and then; False ends the waiting.

    Raises:
        PlaceLostError: when nothing answers.
    """
    host, _, port = address.partition("://")[2].rstrip("/").rpartition(":")
    until = time.monotonic() + seconds
    while port.isdigit():
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=_TRY).close()
            return
        except (OSError, OverflowError) as error:
            if time.monotonic() > until or not wanted():
                reason = error.strerror if isinstance(error, OSError) else None
                raise PlaceLostError(f"{address}: the cluster cannot be reached: {reason or error}") from None
        time.sleep(_PAUSE)


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
        for name in ("processor", "tiles", "numpy")
        if facts[name] != str(own[name])
    ]
    if differing:
        remark(f"A worker has {'; '.join(differing)}: its figures may differ in their last bits")
