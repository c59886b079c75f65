"""Where examples come from: a catalogue of one file a data set, readers, split and preparation."""

from gdlab.data.loading import forget, load
from gdlab.data.progress import Cancelled, Progress

__all__ = ["Cancelled", "Progress", "forget", "load"]
