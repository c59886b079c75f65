"""The screen: Qt. It speaks to lab, diagnose, studies and spec, and never to the engine or the data.

Importing it without Qt installed raises GdlabError with a sentence that says how to get the window.
"""

from importlib.util import find_spec

from gdlab.spec.errors import GdlabError

if find_spec("PySide6") is None or find_spec("pyqtgraph") is None:
    raise GdlabError(
        "the window needs PySide6 and pyqtgraph, which are not installed; install them with pip install 'gdlab[gui]' "
        "(the commands work without: gdlab --help lists them)"
    )
