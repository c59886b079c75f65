"""The chart of the sharpness by layer."""

from __future__ import annotations

from gdlab.lab.curvature_words import sharpness_by_layer
from gdlab.translation import tr, tr_noop
from gdlab.ui.charts.base import ChartContext
from gdlab.ui.charts.layer_chart import LayerChart


class SharpnessByLayerChart(LayerChart):
    """The sharpness of each layer of the chosen run, with the other layers held still.

    A run that measured its curvature without that of each layer shows how the sharpest direction of the whole network
    is divided among the layers.
    """

    name, heading, order = "layer_sharpness", tr_noop("Sharpness by layer"), 16
    empty_text = tr_noop("With curvature_every above 0, the sharpness is drawn here, layer by layer.")
    smoothed = False
    on_demand = True

    def draw(self, context: ChartContext, *, anew: bool) -> bool:
        current = context.book.current
        title, tags = sharpness_by_layer(current.run.history) if current is not None else ("", [])
        if current is None or not tags:
            self.retain_curves([])
            return False
        self.retain_curves([(current.run.id, tag) for tag in tags])
        self.set_title(tr(title))
        for place, tag in enumerate(tags):
            self.draw_layer(current, tag, context, place, len(tags), anew=anew)
        self.write_legend(current, tags)
        return True
