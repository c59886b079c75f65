"""A process that trains for ``gdlab study --all``: one study after the other, as :mod:`gdlab.cli.many_studies` says.

Times are measured when nothing else of the command works. So a study that has times to measure waits, once its runs
have ended, in a thread of its own, and the process begins the next one meanwhile.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from queue import SimpleQueue

from gdlab.cli.hard_stop import ending_while_it_compiles
from gdlab.cli.saving import StoreReport
from gdlab.cli.shutdown import Shutdown
from gdlab.lab.cores import use_cores
from gdlab.logs.faults import record
from gdlab.logs.setup import begin_logging
from gdlab.spec.errors import GdlabError
from gdlab.studies.drawing import as_data_url
from gdlab.studies.experiment import plan
from gdlab.studies.members import load_study_members
from gdlab.studies.model import Study
from gdlab.studies.process_messages import (
    BeginStudy,
    MeasureTimes,
    Messages,
    RunsDone,
    Stop,
    StudyEnded,
    StudyTerms,
    StudyWaits,
)
from gdlab.studies.result import Result
from gdlab.studies.runner import StudyRun
from gdlab.studies.study_store import study_store
from gdlab.translation import in_english


class StudyProcess:
    """What carries out the studies that another process names.

    Args:
        messages: to and from that process; when it ends, this one stops as if the system asked for it.
        terms: what holds for all studies.
    """

    def __init__(self, messages: Messages, terms: StudyTerms) -> None:
        self._messages, self._terms = messages, terms
        self._asked = Shutdown()
        self._begun: SimpleQueue[Study | None] = SimpleQueue()
        self._quiet: dict[str, threading.Event] = {}
        self._report = StoreReport()

    def serve(self) -> None:
        """Carry out studies until there are no more to come, or until all are to stop."""
        threading.Thread(target=self._listen, name="gdlab-orders", daemon=True).start()
        threads: list[threading.Thread] = []
        while (study := self._begun.get()) is not None:
            self._quiet[study.name] = threading.Event()
            threads.append(threading.Thread(target=self._answer, args=(study,), name="gdlab-study"))
            threads[-1].start()
        for thread in threads:
            thread.join()

    def _listen(self) -> None:
        while (message := self._messages.receive()) is not None:
            match message:
                case BeginStudy(study):
                    self._begun.put(study)
                case MeasureTimes(name):
                    self._quiet[name].set()
                case Stop(number):
                    self._asked.receive(number, None)
                    break
        else:
            self._asked.receive(signal.SIGTERM, None)
        self._begun.put(None)

    def _answer(self, study: Study) -> None:
        """Carry out a study and say what became of it; one that is stopped says nothing."""
        try:
            result = self._carried_out(study)
            with in_english():
                image = as_data_url(result) if self._terms.draws else ""
            ended = StudyEnded(study.name, result.without_runs(image))
        except KeyboardInterrupt:
            return
        except GdlabError as error:
            ended = StudyEnded(study.name, None, str(error))
        except Exception as error:
            record(error, "Carrying out a study")
            ended = StudyEnded(study.name, None, f"{type(error).__name__}: {error}")
        self._messages.send(ended)

    def _carried_out(self, study: Study) -> Result:
        terms, said = self._terms, RunsDone(study.name, -1, "")

        def progress(run: StudyRun) -> None:
            nonlocal said
            self._asked.check()
            now = RunsDone(study.name, run.done, ", ".join(live.job.row for live in list(run.live.values())[:1]))
            if now != said:
                said = now
                self._messages.send(now)

        @contextmanager
        def quietly() -> Generator[None]:
            self._messages.send(StudyWaits(study.name))
            while not self._quiet[study.name].wait(0.1):
                self._asked.check()
            yield

        job = StudyRun(
            plan(study, terms.size, terms.seeds), study_store(terms.store), 1, terms.fresh,
            on_trouble=self._report.trouble, on_saving=self._report.saving, quietly=quietly,
        )  # fmt: skip
        recorder = job.recorder
        with ending_while_it_compiles(self._asked, recorder) if recorder is not None else nullcontext():
            result = job.run(progress)
        assert result is not None  # only an exception ends it earlier
        return result


def serve_studies() -> None:
    """Serve the process that started this one, over standard input and output; what is printed goes to the terminal."""
    messages = Messages(sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    begin_logging(verbose=False)
    load_study_members()
    terms = messages.receive()
    if isinstance(terms, StudyTerms):
        use_cores(terms.threads)
        StudyProcess(messages, terms).serve()


if __name__ == "__main__":
    serve_studies()
