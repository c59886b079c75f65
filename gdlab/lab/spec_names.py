"""What a spec may be named by where a file may be given: the beginnings of a preset's name and of a link."""

from __future__ import annotations

#: What is before the name of a preset where a spec file may be given too: ``gdlab run preset:xor``.
PRESET_PREFIX = "preset:"
#: What every link to an experiment begins with; the number is the version of the format.
LINK_PREFIX = "gdlab:1:"
