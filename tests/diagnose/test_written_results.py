"""What a diagnosis writes takes the place of the file that was there once it is whole, and never before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import gdlab


def test_results_are_written_beside_the_file_that_is_there_and_take_its_place(tmp_path: Path):
    spec = gdlab.RunSpec(data="moons", network={"layers": ["Linear(out_features=2)"]}, training={"epochs": 1})
    run = gdlab.train(spec)
    plane, race = gdlab.landscape(run, size=3), gdlab.arena("Bowl", ["SGD(lr=0.1)"], steps=2)
    bent = gdlab.curvature(run)
    writers: dict[str, Callable[[Path], object]] = {
        "plane.csv": plane.to_csv,
        "plane.npz": plane.to_npz,
        "plane.svg": plane.plot,
        "race.csv": race.to_csv,
        "race.svg": race.plot,
        "basins.npz": gdlab.basins("Bowl", "SGD(lr=0.1)", size=2, steps=2).to_npz,
        "rates.csv": gdlab.range_test(spec, steps=20).to_csv,
        "bent.csv": bent.to_csv,
        "spectrum.csv": bent.spectrum_to_csv,
    }
    for name, write in writers.items():
        path, same_file = tmp_path / name, tmp_path / f"link-to-{name}"
        path.write_text("old")
        same_file.hardlink_to(path)
        write(path)
        assert same_file.read_text() == "old", name
        assert path.stat().st_size > 10, name
    assert len(list(tmp_path.iterdir())) == 2 * len(writers)
