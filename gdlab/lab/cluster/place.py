"""The workers of a Dask cluster as the place where a sweep's trials train."""

from __future__ import annotations

import itertools
import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import numpy as np

from gdlab.lab.cluster.orders import SilentWorkerError, call, submit
from gdlab.lab.cluster.remote_training import RemoteTraining
from gdlab.lab.cluster.requirements import await_port, check_certificates, refuse_other_versions
from gdlab.lab.cluster.worker import worker_facts
from gdlab.lab.cluster.worker_loads import WorkerLoads
from gdlab.lab.run import Run
from gdlab.lab.store.made_by import made_by
from gdlab.lab.sweeps.place import PlaceLostError, State, array_hash
from gdlab.lab.sweeps.seed_training import TrialRules
from gdlab.lab.train import Arrays
from gdlab.spec.errors import GdlabError, Problem, SpecError

_log = logging.getLogger(__name__)

_LOCAL = re.compile(r"local:(\d{1,3})")
_REMOTE = re.compile(r"(tcp|tls|ws|wss|ucx)://\S+")
#: Seconds to wait for a scheduler and its first worker, for a lost scheduler, and for a worker that does not answer.
_CONNECT, _LOST, _SILENT = 30.0, 60.0, 150.0
#: Seconds to wait for a worker while the scheduler has none, between two tries, and between two looks at its workers.
_NO_WORKER, _AGAIN, _REFRESH = 600.0, 0.2, 1.0
#: Seconds between two empty tasks: a scheduler with an idle timeout ends unless it is given one.
_SIGN = 20.0
#: More trials than these train at no time, and with more threads orders travel as tasks.
_MOST, _CALLED = 2048, 128
#: How often an order is sent that a worker answers with a fault.
_TRIES = 4


class ClusterPlace:
    """The workers of a Dask cluster.

    Args:
        address: ``local:4`` for so many processes of this machine, or a scheduler's address such as
            ``tcp://scheduler:8786`` (``tls://`` with the certificates of Dask's own configuration).
        data: the user's own arrays in place of the spec's data; they are sent once to each worker.
        test: inputs and targets of theirs that are set aside.
        remark: called with a sentence on what a person should know of the workers.
        wanted: asked while the scheduler does not answer yet; False ends the waiting.

    Raises:
        GdlabError: when Dask is missing, the cluster cannot be reached, or its workers have other versions of gdlab.
    """

    most_slots = _MOST

    def __init__(
        self,
        address: str,
        data: Arrays | None = None,
        test: Arrays | None = None,
        remark: Callable[[str], None] = _log.warning,
        wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        local = _LOCAL.fullmatch(address)
        if local is None and not _REMOTE.fullmatch(address):
            raise SpecError([Problem("cluster", f"'{address}' should be local:4 or tcp://scheduler:8786")])
        if local is not None and not 1 <= int(local[1]) <= 512:
            raise SpecError([Problem("cluster", f"local takes 1 to 512 processes (got {local[1]})")])
        self._dask = _distributed()
        if address.startswith(("tls:", "wss:")):
            check_certificates(address)
        self._address, self._processes = address, int(local[1]) if local else 0
        self._data, self._test, self._remark = data, test, remark
        self.own_data = data is not None
        self.data_hash = "" if data is None else array_hash([*data, *(test or ())])
        self._numbers = itertools.count()
        self._session = secrets.token_hex(4)
        self._guard = threading.Lock()
        self._own_cluster: Any = None
        self._known_facts: set[str] = {made_by()}
        self.loads = WorkerLoads()
        self._refresh_due = self._sign_due = 0.0
        self._sign: Any = None
        self._is_closed = self._is_lost = self._is_stopping = False
        if not self._processes:
            await_port(address, _CONNECT, wanted)
        self._client: Any = self._connect(_CONNECT)
        self._check_workers()

    @property
    def slots(self) -> int:
        """Return how many trials train at a time: as many as the workers have threads, looked up every second."""
        self._refresh()
        return self._processes or max(1, min(_MOST, self.loads.threads))

    def begin(self, runs: Sequence[tuple[Run, State | None]], rules: TrialRules) -> RemoteTraining:
        """Return the training of a trial's runs on a worker."""
        key = f"{self._session}-{next(self._numbers)}"
        return RemoteTraining(key, runs, rules, self, self.data_hash)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def stop(self) -> None:
        """Wait no longer for workers that do not answer: the end was asked for."""
        self._is_stopping = True

    def close(self) -> None:
        """Let go of the cluster; processes of this machine end."""
        self._is_closed = True
        for held in (self._client, self._own_cluster):
            if held is not None:
                try:
                    held.close(timeout=10)
                except (OSError, TimeoutError, RuntimeError, AssertionError) as error:
                    _log.info("the cluster closed badly: %s", error)

    # --- what a trial needs -------------------------------------------------------------------------------------------
    def send(self, order: bytes, worker: str, *, patient: bool = True) -> tuple[bytes, str]:
        """Return a worker's reply to an order, and which worker gave it.

        An order whose worker dies or is silent goes to another one. Where the scheduler is lost it is looked for.

        Raises:
            PlaceLostError: when the cluster cannot be found again, has no worker for long, or answers with faults.
        """
        until, faults = time.monotonic() + _NO_WORKER, 0
        while True:
            client = self._client
            worker = self.loads.choose(worker)
            try:
                if worker:
                    return self._reply(client, order, worker)
            except Exception as error:
                if self._is_closed:
                    raise PlaceLostError("the cluster was closed") from None
                faults += not isinstance(error, OSError | SilentWorkerError) and client.status == "running"
                if faults >= _TRIES:
                    raise PlaceLostError(f"{self._address}: {type(error).__name__}: {str(error)[:300]}") from None
                self._after(error, client, worker)
                worker = ""
            if time.monotonic() > until or self._is_stopping or not patient:
                raise PlaceLostError(f"{self._address}: no worker of the cluster answers")
            time.sleep(_AGAIN)
            self._refresh()

    def leave(self, worker: str) -> None:
        """Take in that a trial is no longer on a worker."""
        self.loads.leave(worker)

    def data_arrays(self) -> dict[str, np.ndarray]:
        """Return the user's own arrays as they are sent to a worker that lacks them."""
        named: dict[str, np.ndarray] = {f"data/{i}": np.asarray(array) for i, array in enumerate(self._data or ())}
        return named | {f"test/{i}": np.asarray(array) for i, array in enumerate(self._test or ())}

    def refuse(self, made_by: str) -> None:
        """Compare a worker's versions with this process's, each kind of worker once.

        Raises:
            GdlabError: when its gdlab or numba is another one.
        """
        if made_by in self._known_facts:
            return
        refuse_other_versions(made_by, self._remark)
        self._known_facts.add(made_by)

    # --- the connection -----------------------------------------------------------------------------------------------
    def _connect(self, patience: float, *, workers: bool = True) -> Any:
        """Return a client of the cluster, which has at least one worker where that is asked for."""
        client: Any = None
        try:
            if self._processes:
                self._own_cluster = self._dask.LocalCluster(
                    n_workers=self._processes,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address=None,
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # Dask's own port may be another sweep's
                    worker_dashboard_address=None,
                    host="127.0.0.1",
                    silence_logs=logging.CRITICAL,
                    env={"GDLAB_THREADS": "1"},
                )
            where = self._own_cluster if self._processes else self._address
            client = self._dask.Client(where, timeout=patience, set_as_default=False)
            if workers:
                client.wait_for_workers(1, timeout=patience)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            if client is not None:
                client.close(timeout=1)
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise PlaceLostError(f"{self._address}: the cluster cannot be reached: {reason[:200]}") from None
        return client

    def _check_workers(self) -> None:
        try:
            facts: Mapping[str, Any] = self._client.sync(self._client.run, worker_facts, callback_timeout=_CONNECT)
            if self._processes:
                self._client.run(_leave_interrupts_to_the_sweep)
        except TimeoutError:  # one that hangs; the facts of the others come with their replies
            self._remark("A worker of the cluster does not answer; its trials go to the others")
            return
        except (ImportError, OSError, RuntimeError) as error:
            self.close()
            reason = f"{type(error).__name__}: {error}"[:200]
            raise GdlabError(
                f"{self._address}: a worker cannot run gdlab ({reason}); install this gdlab there"
            ) from None
        try:
            for told in dict.fromkeys(facts.values()):
                self.refuse(str(told))
        except GdlabError:
            self.close()
            raise

    def _reply(self, client: Any, order: bytes, worker: str) -> tuple[bytes, str]:
        """Return a worker's reply and which worker gave it: by a call of this one, or by any as a task where many."""
        if self.loads.threads > _CALLED:
            reply, by = submit(client, order, worker, _SILENT)
            if by != worker:
                self.loads.move(worker, by)
            return reply, by
        return client.sync(call, client, order, worker, self._is_there, _SILENT), worker

    async def _is_there(self, worker: str) -> bool:
        """Return whether the scheduler knows a worker, in the client's loop."""
        if time.monotonic() >= self._refresh_due:
            self._refresh_due = time.monotonic() + _REFRESH
            self.loads.update(await self._client.scheduler.ncores())
        return worker in self.loads

    def _refresh(self) -> None:
        """Look up the scheduler's workers if that was a second ago, and show it now and then that it is used."""
        now = time.monotonic()
        if now < self._refresh_due:
            return
        self._refresh_due = now + _REFRESH
        client = self._client
        try:
            self.loads.update(client.sync(client.scheduler.ncores, callback_timeout=2.0))
            if now >= self._sign_due:
                self._sign, self._sign_due = client.submit(int, pure=False), now + _SIGN
        except (OSError, TimeoutError, ValueError, RuntimeError):
            _log.info("the number of workers is not known at the moment")

    def _after(self, error: Exception, client: Any, worker: str) -> None:
        """Find the cluster again after an order that was not answered.

        Raises:
            PlaceLostError: when it cannot be found.
        """
        _log.warning("an order to the cluster was not answered: %s: %s", type(error).__name__, error)
        if isinstance(error, SilentWorkerError | TimeoutError):
            self.loads.avoid(worker)
        elif isinstance(error, OSError):
            self.loads.drop(worker)
        self.loads.leave(worker)
        with self._guard:
            if self._is_lost:
                raise PlaceLostError(f"{self._address}: the cluster was lost")
            if client is not self._client or client.status == "running":
                return  # another thread has found it, or it was one worker
            until = time.monotonic() + _LOST
            while True:
                try:
                    self._client = self._connect(10.0, workers=False)
                    return
                except PlaceLostError:
                    if time.monotonic() > until or self._is_closed:
                        self._is_lost = True
                        raise
                    time.sleep(0.5)


def _leave_interrupts_to_the_sweep() -> None:
    """Ignore Ctrl+C, which a terminal sends to every process of this machine; the sweep stops its workers itself."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise GdlabError("a cluster needs Dask; pip install 'gdlab[cluster]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    return distributed
