"""Inputs of the network by check boxes, noise and the validation share by slider."""

from __future__ import annotations

from gdlab.ui.inside.boundary_view import BoundaryView


def test_inputs_are_ticked_and_the_network_gets_them(drive):
    drive.set("data", "circles")
    drive.set("network.layers", ["Linear(out_features=2)"])
    drive.set("optimizer", "Adam(lr=0.05)")
    drive.set("training.epochs", 20)
    drive.wait(lambda: drive.window.experiment.examples.name == "circles")
    boxes = drive.lab.experiment_panel.data.form.editor("features")
    assert boxes.value() == ["x", "y"]
    assert boxes.box("x^2").text() == "x²"
    for name in ("x", "y", "x^2", "y^2"):
        boxes.box(name).click()
    assert drive.window.experiment.spec.data.features == ("x^2", "y^2")
    drive.wait(lambda: drive.window.experiment.examples.features == ("x^2", "y^2"))
    run = drive.train()
    assert run.run.history["val/accuracy"][-1] > 0.95
    drive.lab.inside.choose("Boundary")
    view = drive.window.findChild(BoundaryView)
    drive.wait(lambda: view.isVisible() and "training" in view.words.text())
    for name in ("x^2", "y^2"):
        boxes.box(name).click()
    assert drive.window.experiment.spec.data.features == ("y^2",)
    assert "one input" in (boxes.error or "")


def test_noise_and_the_validation_share_are_set_by_slider(drive):
    drive.set("data", "moons")
    form = drive.lab.experiment_panel.data.form
    noise, share = form.editor("noise"), form.editor("val_fraction")
    noise.slider.setValue(40)
    assert drive.window.experiment.spec.data.noise == 0.4
    noise.slider.setSliderDown(True)
    noise.slider.setSliderPosition(70)
    assert noise.line.text() == "0.7"
    assert drive.window.experiment.spec.data.noise == 0.4
    noise.slider.setSliderDown(False)
    assert drive.window.experiment.spec.data.noise == 0.7
    share.slider.setValue(50)
    assert drive.window.experiment.spec.data.val_fraction == 0.45
    drive.set("data.noise", 5.0)
    assert (noise.line.text(), noise.slider.value()) == ("5", 100)
    assert drive.window.experiment.spec.data.noise == 5.0
