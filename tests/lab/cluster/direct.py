"""A cluster of one worker that is this process, reached by bytes alone."""

from __future__ import annotations

from gdlab.lab.cluster import worker
from gdlab.lab.cluster.remote_training import RemoteTraining
from gdlab.lab.cluster.requirements import refuse_other_versions
from gdlab.lab.cluster.worker import train_for_a_while
from gdlab.lab.sweeps.place import LocalPlace, PlaceLostError


class DirectPlace(LocalPlace):
    """A place whose one worker is this process, reached by bytes alone; it may forget everything between orders."""

    def __init__(self, data=None, test=None, *, forgets: int = 0, lost_after: int = 0) -> None:
        super().__init__(1, data, test)
        self.forgets, self.lost_after, self.orders = forgets, lost_after, 0

    def begin(self, runs, rules):
        return RemoteTraining(f"{id(self)}-{self.orders}", runs, rules, self, self.data_hash)

    def leave(self, worker_name: str) -> None:
        pass

    def send(self, order: bytes, worker_name: str, *, patient: bool = True) -> tuple[bytes, str]:
        self.orders += 1
        if 0 < self.lost_after < self.orders:
            raise PlaceLostError("the cluster was lost")
        if self.forgets and self.orders % self.forgets == 0:
            worker._TRIALS.clear()
            worker._ARRAYS.clear()
        return train_for_a_while(order), "here"

    def data_arrays(self):
        held = {f"data/{i}": a for i, a in enumerate(self._data or ())}
        return held | {f"test/{i}": a for i, a in enumerate(self._test or ())}

    def refuse(self, facts: str) -> None:
        refuse_other_versions(facts, lambda text: None)
