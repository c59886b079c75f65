"""The screen: Qt. It speaks to lab, diagnose, studies and spec, and never to the engine or the data."""

from importlib.util import find_spec

from gdlab.spec.errors import GdlabError


class MissingWindowError(GdlabError, ImportError):
    """The error of importing ``gdlab.ui`` where Qt is not installed; its text says how to get the window."""


if find_spec("PySide6") is None or find_spec("pyqtgraph") is None:
    raise MissingWindowError(
        "the window needs PySide6 and pyqtgraph, which are not installed; install them with pip install 'gdlab[gui]' "
        "(the commands work without: gdlab --help lists them)"
    )
