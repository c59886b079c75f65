"""Explanations in the window: every field of the forms and every chart has one, and they come on request."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWhatsThis

from gdlab.lab.explanations import explain_view
from gdlab.spec.fields import fields
from gdlab.ui.charts.base import LabChart
from gdlab.ui.inside.catalogue import load_views
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.explained import ExplainedLabel, explain_focus


def whats_this_text() -> str:
    """Return the explanation that is shown, "" for none."""
    shown = [w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "QWhatsThat" and w.isVisible()]
    return shown[0].property("text") or "shown" if shown else ""


def test_every_field_and_every_chart_of_the_lab_is_explained(drive):
    panel = drive.lab.experiment_panel
    for form in (panel.training, panel.optimizer.form, panel.data.form, panel.loss.form):
        for field in fields(form.shows):
            if field.name in form._editors:
                editor = form.editor(field.name)
                assert field.help.split(".")[0] in editor.toolTip(), field.name
                assert "<p>" in editor.whatsThis(), field.name
    charts = drive.window.findChildren(LabChart)
    assert len(charts) >= 4
    for chart in charts:
        assert chart.whatsThis().count("<p>") >= 3, f"{chart.name} has neither help nor a text"
        assert chart._title.toolTip(), chart.name


def test_every_view_of_look_inside_is_explained():
    for view in load_views():
        assert explain_view(view.name).sentence, view.name


def test_a_field_is_explained_by_a_click_on_its_name_and_by_shift_f1(drive):
    panel = drive.lab.experiment_panel
    label = next(x for x in panel.optimizer.findChildren(ExplainedLabel) if x.text().startswith("Learning rate"))
    assert "How far" in label.whatsThis() or "most important" in label.whatsThis()
    drive.qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    drive.wait(lambda: bool(whats_this_text()))
    QWhatsThis.hideText()
    drive.wait(lambda: not whats_this_text())
    panel.optimizer.form.editor("lr").setFocus()
    explain_focus()
    drive.wait(lambda: bool(whats_this_text()))
    QWhatsThis.hideText()
    drive.window.setFocus()
    explain_focus()
    assert QWhatsThis.inWhatsThisMode()
    QWhatsThis.leaveWhatsThisMode()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_run_says_what_its_status_means(drive):
    run = drive.train(optimizer="SGD(lr=1000.0)", training__epochs=2)
    model = drive.lab.runs.model
    index = model.index(model.row_of(run.run.id), 0)
    html = model.data(index, Qt.ItemDataRole.WhatsThisRole)
    assert f"<b>{str(run.status).capitalize()}</b>" in html
    assert "Of this run:" in html


def test_drawings_follow_the_theme(drive):
    label = next(x for x in drive.lab.experiment_panel.optimizer.findChildren(ExplainedLabel) if "lr" in x.text())
    file = Path(re.findall(r'<img src="([^"]+)">', label.whatsThis())[0])
    drawn = []
    for choice in ("light", "dark"):
        theme_manager().set_choice(choice)
        drive.qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
        drive.wait(lambda: bool(whats_this_text()))
        assert theme_manager().theme.run_color(0) in file.read_text(encoding="utf-8")
        drawn.append(file.read_text(encoding="utf-8"))
        QWhatsThis.hideText()
        drive.wait(lambda: not whats_this_text())
    assert drawn[0] != drawn[1]
    theme_manager().set_choice("light")
