"""An experiment as a short text, to be sent in a message and opened elsewhere: its file, compressed, in letters."""

from __future__ import annotations

import base64
import binascii
import zlib

from gdlab.lab.saved_experiment import SavedExperiment, saved_experiment
from gdlab.lab.spec_names import LINK_PREFIX
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import dumps, loads
from gdlab.spec.run import RunSpec

#: What errors call it.
_SOURCE = "the link"
#: The letters that a link may have, and the bytes that its spec may have.
MOST_LETTERS, MOST_BYTES = 100_000, 1_000_000


def experiment_link(experiment: RunSpec | SavedExperiment) -> str:
    """Return an experiment as a link: its spec, and the race and the view that were saved with it.

    >>> from gdlab import RunSpec
    >>> link = experiment_link(RunSpec(name="mine"))
    >>> spec_of_link(link).name
    'mine'
    """
    text = experiment.text() if isinstance(experiment, SavedExperiment) else dumps(experiment)
    packed = zlib.compress(text.encode(), 9)
    return LINK_PREFIX + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def spec_of_link(link: str) -> RunSpec:
    """Return the spec that a link says; blanks and line breaks within it are left aside.

    Raises:
        SpecError: when it is none, is damaged, says more than allowed, or a wrong spec.
    """
    return loads(_text_of(link), _SOURCE)


def saved_of_link(link: str) -> SavedExperiment:
    """Return the experiment that a link says, with its race and its view.

    Raises:
        SpecError: as :func:`spec_of_link`, and when the race is not well formed.
    """
    text = _text_of(link)
    return saved_experiment(loads(text, _SOURCE), text, _SOURCE)


def _text_of(link: str) -> str:
    """Return the TOML text that a link holds."""
    text = "".join(link.split())
    if not text.startswith(LINK_PREFIX):
        raise SpecError([Problem("", f"a link to an experiment begins with {LINK_PREFIX}")])
    if len(text) > MOST_LETTERS:
        raise SpecError([Problem("", f"the link is longer than {MOST_LETTERS:,} letters, which none is")])
    letters = text.removeprefix(LINK_PREFIX)
    try:
        packed = base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
        reader = zlib.decompressobj()
        content = reader.decompress(packed, MOST_BYTES)
        if reader.unconsumed_tail or not reader.eof:
            raise ValueError
        return content.decode()
    except (binascii.Error, zlib.error, ValueError):
        raise SpecError([Problem("", "the link is damaged; copy the whole of it")]) from None
