"""The language of the window: which there are, which is chosen, and how Qt is told of it."""

from __future__ import annotations

import json
import os

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gdlab.paths import resource
from gdlab.sentences import SentenceTemplates
from gdlab.translation import use_language

#: The language of the texts in the code.
ENGLISH = "en"
#: The environment variable that chooses a language before the settings do.
VARIABLE = "GDLAB_LANGUAGE"
_CONTEXT = "gdlab"
_installed: list[QTranslator] = []


def language_codes() -> list[str]:
    """Return the codes of the languages that the window can show, English first."""
    files = sorted(resource("translations").glob("gdlab_*.qm"))
    return [ENGLISH, *(file.stem.removeprefix("gdlab_") for file in files)]


def language_name(code: str) -> str:
    """Return a language's own name for itself."""
    name = "English" if code == ENGLISH else QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:]


def system_language() -> str:
    """Return the first of the languages that the user asks the system for which there is, English where none is."""
    known = language_codes()
    for asked in QLocale.system().uiLanguages():
        for code in (asked.replace("-", "_"), asked.replace("_", "-").partition("-")[0]):
            if code in known:
                return code
    return ENGLISH


def chosen_language(setting: str) -> str:
    """Return the language of the window: that of ``GDLAB_LANGUAGE``, of the settings, or of the system.

    Args:
        setting: the code in the settings, "" for the system's; one that there is not counts as the system's.
    """
    known = language_codes()
    return next((code for code in (os.environ.get(VARIABLE, ""), setting) if code in known), "") or system_language()


def install_language(code: str) -> None:
    """Show texts in a language from now on; widgets that were made before keep theirs.

    Args:
        code: one of :func:`language_codes`.
    """
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    locale = QLocale(code)
    QLocale.setDefault(locale)
    if code == ENGLISH:
        use_language(None)
        return
    own = str(resource("translations"))
    for folder, name in ((QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "qtbase"), (own, "gdlab")):
        translator = QTranslator()
        if translator.load(f"{name}_{code}", folder):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
    lines = (resource("translations") / "sentences.txt").read_text(encoding="utf-8").splitlines()
    templates = (json.loads(line) for line in lines)
    known = SentenceTemplates(templates, lambda text: _translated(text, "", -1), locale.decimalPoint(), _quotes(locale))
    use_language(_translated, locale.decimalPoint(), known.translated)


def _quotes(locale: QLocale) -> tuple[str, str]:
    """Return the marks that a language puts around a name."""
    quoted = locale.quoteString("x")
    return quoted[0], quoted[-1]


def _translated(text: str, meaning: str, n: int) -> str:
    return QCoreApplication.translate(_CONTEXT, text, meaning, n)
