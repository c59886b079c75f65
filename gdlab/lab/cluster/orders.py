"""How an order reaches a worker and its reply comes back.

A task of Dask passes through the scheduler's graph, its queue and the transfer of results, which takes some ten
milliseconds. While workers are few an order is a call of one worker instead (``client.run``), which the scheduler
passes on: a fifth of that. Each call occupies connections of the scheduler for as long as it lasts, so that the orders
of many workers travel as tasks.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from gdlab.lab.cluster.worker import train_for_a_while

#: Seconds between two looks at a worker that has not answered yet, and after which it has to say that it is alive.
_LOOK, _ASK = 1.0, 10.0


class SilentWorkerError(Exception):
    """A worker that is there and does not answer."""


async def call(
    client: Any, order: bytes, worker: str, is_there: Callable[[str], Awaitable[bool]], seconds: float
) -> bytes:
    """Return a worker's reply to an order; to be awaited in the client's own loop.

    Args:
        client: the client of Dask.
        order: the message.
        worker: the address of the worker.
        is_there: tells whether the scheduler still knows the worker.
        seconds: how long an answer may take.

    Raises:
        ConnectionError: when the worker is gone.
        SilentWorkerError: when it is there and does not answer.
    """
    asked: asyncio.Future[Any] = asyncio.ensure_future(client.run(_carried_out, order, workers=[worker]))
    waited = 0.0
    try:
        while not (await asyncio.wait({asked}, timeout=_LOOK))[0]:
            waited += _LOOK
            if not await is_there(worker):
                raise ConnectionError(f"{worker} is gone")
            if waited >= seconds or (waited % _ASK == 0 and not await _is_alive(client, worker)):
                raise SilentWorkerError(f"{worker} does not answer")
        return asked.result()[worker]
    except asyncio.CancelledError:
        raise ConnectionError("the connection to the scheduler was closed") from None
    finally:
        asked.cancel()


def submit(client: Any, order: bytes, worker: str, seconds: float) -> tuple[bytes, str]:
    """Return a worker's reply to an order that travels as a task, and which worker gave it.

    Args:
        client: the client of Dask.
        order: the message.
        worker: the address of the preferred worker, "" for any.
        seconds: how long an answer may take.
    """
    wanted = [worker] if worker else None
    key = f"gdlab-{secrets.token_hex(8)}"
    task = client.submit(
        _reply, order, key=key, workers=wanted, allow_other_workers=bool(wanted), pure=False, retries=3
    )
    return task.result(timeout=seconds)


def _reply(order: bytes) -> tuple[bytes, str]:
    """Carry out an order on a worker as a task, and return the reply with the worker's address."""
    from distributed import get_worker

    return train_for_a_while(order), str(get_worker().address)


async def _carried_out(order: bytes, dask_worker: Any = None) -> bytes:
    """Carry out an order on a worker in the threads of its tasks, and return the reply; Dask fills in the worker."""
    logging.getLogger("distributed.worker").addFilter(_is_news)
    threads = dask_worker.executors["default"]
    return await asyncio.get_running_loop().run_in_executor(threads, train_for_a_while, order)


async def _is_alive(client: Any, worker: str) -> bool:
    try:
        await asyncio.wait_for(client.run(_nothing, workers=[worker]), _ASK)
    except (OSError, TimeoutError, RuntimeError):
        return False
    return True


async def _nothing() -> None:
    """Do nothing: a worker that carries this out is alive."""


def _is_news(record: logging.LogRecord) -> bool:
    """Return whether a line of a worker's log is about anything but one more order."""
    return not str(record.msg).startswith("Run out-of-band function")
