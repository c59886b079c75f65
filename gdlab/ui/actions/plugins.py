"""Ask about plugins that the user has not agreed to, and say which could not be loaded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from gdlab.lab.plugins import Plugin, agree, loaded_plugins
from gdlab.spec.errors import GdlabError
from gdlab.translation import tr, tr_n
from gdlab.ui.widgets.banner import Banner


class PluginNotice(QObject):
    """The message about plugins that are not loaded, at the start of the window."""

    def __init__(self, banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._banner, self._window = banner, window

    def show(self) -> None:
        """Show which plugins are not loaded and why, with a button that agrees to one that waits for that."""
        waiting = [plugin for plugin in loaded_plugins() if plugin.problem]
        if not waiting:
            return
        detail = "\n".join(f"{plugin.name}: {plugin.problem}" for plugin in waiting)
        asked = next((plugin for plugin in waiting if not plugin.is_agreed), None)
        count = tr_n("{n} plugin is not loaded.", "{n} plugins are not loaded.", len(waiting))
        action = tr("Agree…") if asked is not None else ""
        self._banner.show_message(count, level="warning", detail=detail, action=action)
        if asked is not None:
            self._banner.action_clicked.connect(partial(self.ask, asked, self._banner.text))

    def ask(self, plugin: Plugin, shown: str) -> None:
        """Ask whether a plugin may run, unless another message has taken the place of the one that offered it."""
        if self._banner.text != shown:
            return
        text = tr(
            "{name} is code and may do whatever you may. Run it from the next start on, while its content is "
            "as it is now ({digest}…)?",
            name=plugin.name,
            digest=plugin.digest[:16],
        )
        choice = QMessageBox.StandardButton
        if QMessageBox.question(self._window, "Plugin", text, choice.Yes | choice.No, choice.No) != choice.Yes:
            return
        try:
            agree(plugin.name)
            self._banner.show_message(tr("{name} runs from the next start on.", name=plugin.name), level="success")
        except GdlabError as error:
            self._banner.show_error(tr("The agreement was not kept."), error)
