"""Pictures of any bit depth, palette, transparency, orientation and colour space are read as they look."""

import numpy as np
import pytest
from PIL import Image, ImageOps

from gdlab.data.pictures import decode
from gdlab.data.progress import silent

_RAMP = np.tile(np.arange(0, 256, 16, dtype=np.uint8), (16, 1))  # dark on the left, light on the right


def read(file, *, grey=False, size=16):
    """Return one picture as it is read, (height, width, channels), after checking that it could be."""
    pixels, bad = decode([file], size, size, grey=grey, progress=silent)
    assert not bad
    return pixels[0].astype(int)


@pytest.mark.parametrize("grey", [True, False])
def test_sixteen_bits_of_grey_keep_their_lightness(tmp_path, grey):
    values = (_RAMP.astype(np.uint16) * 257)[..., None]
    Image.fromarray(values[..., 0]).save(tmp_path / "a.png")
    np.testing.assert_allclose(read(tmp_path / "a.png", grey=grey), np.repeat(_RAMP[..., None], 1 if grey else 3, 2))


def test_sixteen_bits_are_rounded_not_clipped_when_the_size_changes(tmp_path):
    Image.fromarray(np.full((40, 40), 104.5 * 257, dtype=np.uint16)).save(tmp_path / "a.png")
    assert read(tmp_path / "a.png", grey=True, size=8).mean() in (104, 105)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_every_mode_of_a_png_looks_the_same(tmp_path, mode):
    picture = Image.fromarray(np.where(_RAMP < 128, 0, 255).astype(np.uint8)).convert(mode)
    picture.save(tmp_path / "a.png")
    np.testing.assert_array_equal(read(tmp_path / "a.png")[..., 0], np.where(_RAMP < 128, 0, 255))


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_palettes_of_few_bits_give_their_colours(tmp_path, bits):
    picture = Image.fromarray((np.arange(256).reshape(16, 16) % 2**bits).astype(np.uint8), "P")
    colours = np.random.default_rng(0).integers(0, 256, (2**bits, 3), dtype=np.uint8)
    picture.putpalette(colours.tobytes())
    picture.save(tmp_path / "a.png", bits=bits)
    np.testing.assert_array_equal(read(tmp_path / "a.png"), colours[np.arange(256).reshape(16, 16) % 2**bits])


def test_a_transparent_entry_of_a_palette_is_laid_on_white(tmp_path):
    picture = Image.fromarray(np.tile(np.array([0, 1], np.uint8), (16, 8)), "P")
    picture.putpalette([10, 20, 30, 40, 50, 60])
    picture.save(tmp_path / "a.png", transparency=0)
    assert read(tmp_path / "a.png")[0, 0].tolist() == [255, 255, 255]
    assert read(tmp_path / "a.png")[0, 1].tolist() == [40, 50, 60]


def test_a_transparent_value_of_sixteen_bits_is_laid_on_white(tmp_path):
    values = np.full((16, 16), 20 * 257, dtype=np.uint16)
    values[:, :8] = 30 * 257
    Image.fromarray(values).save(tmp_path / "a.png", transparency=30 * 257)
    assert read(tmp_path / "a.png", grey=True)[0, [0, 15], 0].tolist() == [255, 20]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_a_picture_taken_with_the_camera_turned_stands_upright(tmp_path, orientation, suffix):
    pixels = np.zeros((16, 16), dtype=np.uint8)
    pixels[:8, :8] = 255
    pixels[:8, 8:] = 120
    picture = Image.fromarray(pixels)
    exif = picture.getexif()
    exif[0x0112] = orientation
    picture.save(tmp_path / f"a.{suffix}", exif=exif, **({"quality": 100} if suffix == "jpg" else {}))
    upright = ImageOps.exif_transpose(Image.open(tmp_path / f"a.{suffix}"))
    np.testing.assert_allclose(read(tmp_path / f"a.{suffix}", grey=True)[..., 0], np.asarray(upright), atol=2)


@pytest.mark.parametrize("colour", [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)])
def test_the_inks_of_a_cmyk_picture_become_light(tmp_path, colour):
    Image.new("RGB", (16, 16), colour).convert("CMYK").save(tmp_path / "a.jpg", quality=100)
    np.testing.assert_allclose(read(tmp_path / "a.jpg").mean(axis=(0, 1)), colour, atol=4)
