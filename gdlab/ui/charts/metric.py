"""The chart of what is measured beside the loss."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from gdlab.spec.metrics import names_beside_objective, registered, title_of
from gdlab.translation import tr, tr_noop
from gdlab.ui.charts.base import ChartContext
from gdlab.ui.charts.tag_chart import TagChart
from gdlab.ui.charts.tag_line import TagLine, lines_of


class MetricChart(TagChart):
    """The training and the validation values of one metric, which a logarithmic axis would not suit.

    Where the runs have several, a list beside the title chooses one.
    """

    name, heading, order = "metric", tr_noop("Metric"), 20
    empty_text = tr_noop("What is measured beside the loss is drawn here.")
    log_y = False

    def __init__(self, parent: QWidget | None = None, key: str = "") -> None:
        super().__init__(parent, key)
        usual = [metric.tag for metric in registered() if metric.default and not metric.objective]
        self._names: list[str] = []
        self._shown = ""
        self._context: ChartContext | None = None
        self.choice = QComboBox()
        self.choice.setObjectName("chart_metric_choice")
        self.choice.setAccessibleName(tr("Which metric is drawn"))
        self.choice.hide()
        self.choice.activated.connect(lambda index: self.show_metric(self._names[index]))
        self._head.insertWidget(1, self.choice)
        self._show(*usual[:1])

    @property
    def tag_lines(self) -> tuple[TagLine, ...]:
        return lines_of(self._shown)

    def show_metric(self, name: str) -> None:
        """Draw another metric, by its name."""
        self._show(name)
        if self._context is not None:
            self.pull(self._context, anew=True)

    def draw(self, context: ChartContext, *, anew: bool) -> bool:
        self._context = context
        names = names_beside_objective(tag for shown in context.book for tag in shown.run.history)
        if names != self._names:
            self._offer(names)
        return super().draw(context, anew=anew)

    def _offer(self, names: list[str]) -> None:
        """Fill the list with the metrics that the runs have; keep the one that is shown while it is among them."""
        self._names = names
        if names and self._shown not in names:
            self._show(names[0])
        self.choice.clear()
        self.choice.addItems([title_of(name) for name in names])
        self.choice.setCurrentIndex(names.index(self._shown) if self._shown in names else -1)
        self.choice.setVisible(len(names) > 1)

    def _show(self, name: str = "") -> None:
        """Take the curves of the last metric away and give the chart the title of another."""
        self._shown = name
        for key in self.keys:
            self.remove(key)
        self._drawn.clear()
        self.set_title(title_of(name) if name else tr(self.heading))
