"""Smaller PNG files show exactly the same pixels, as a second decoder reads them; what is not understood stays."""

import struct
import zlib

import numpy as np
import pytest

from verity.report.pictures import PNG_SCALE, png_of, sized, static_svg
from verity.report.png import SIGNATURE, png_size, smaller


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(pixels, *, kind=6, filtered=1):
    """Return RGBA pixels as the drawing engine writes them: one filter for every row."""
    height, width, _ = pixels.shape
    rows = pixels.copy()
    if filtered == 1:
        rows[:, 1:] = pixels[:, 1:] - pixels[:, :-1]
    raw = b"".join(bytes([filtered]) + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(raw, 1)) + chunk(b"IEND", b"")


def decoded(content):
    """Return RGB pixels of a PNG without filters, of either kind that is written."""
    place, parts = len(SIGNATURE), {}
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        assert struct.unpack(">I", content[place + 8 + length : place + 12 + length])[0] == zlib.crc32(kind + body)
        parts[kind] = body
        place += 12 + length
    width, height, depth, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    assert depth == 8
    one = {3: 1, 2: 3}[kind]
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, 1 + one * width)
    assert not rows[:, 0].any(), "no filter"
    body = rows[:, 1:].reshape(height, width, one)
    return (np.frombuffer(parts[b"PLTE"], np.uint8).reshape(-1, 3)[body[..., 0]] if kind == 3 else body), kind


def picture(colours, *, height=60, width=90):
    """Return runs of so many colours, every one of them there."""
    rng = np.random.default_rng(4)
    listed = rng.choice(2**24, size=colours, replace=False)
    order = np.concatenate([np.arange(colours), rng.integers(0, colours, height * width)])
    codes = listed[np.repeat(order, rng.integers(1, 6, order.size))[: height * width]].reshape(height, width)
    opaque = np.full((height, width), 255)
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255, opaque], axis=2).astype(np.uint8)


@pytest.mark.parametrize(("colours", "kind"), [(1, 3), (2, 3), (256, 3), (257, 2), (600, 2)])
def test_every_pixel_is_kept_by_a_list_of_colours_or_without_one(colours, kind):
    pixels = picture(colours)
    assert len(np.unique(pixels.reshape(-1, 4), axis=0)) == colours
    made = smaller(png(pixels))
    shown, how = decoded(made)
    assert how == kind
    assert np.array_equal(shown, pixels[..., :3])
    assert made == smaller(png(pixels))
    assert png_size(made) == (90, 60)


def test_a_run_that_goes_on_in_the_next_row_is_kept():
    pixels = np.full((40, 50, 4), 255, np.uint8)
    pixels[20:, :, 1] = 7
    shown, _ = decoded(smaller(png(pixels)))
    assert np.array_equal(shown, pixels[..., :3])


def test_what_is_not_understood_stays_as_it_is():
    clear = picture(3)
    clear[0, 0, 3] = 254
    assert smaller(png(clear)) == png(clear), "not opaque"
    assert smaller(png(picture(3), filtered=0)) == png(picture(3), filtered=0), "another filter"
    with pytest.raises(ValueError, match="PNG"):
        smaller(b"GIF89a")


def test_a_drawn_chart_is_at_most_a_third_and_keeps_its_density(sample_edition):
    import vl_convert  # noqa: PLC0415 - the engine's own output, to compare with

    exhibit, number = next(one for one in sample_edition.numbered_exhibits if one[0].chart is not None)
    drawn = static_svg(exhibit, number)
    whole = bytes(vl_convert.svg_to_png(sized(drawn), scale=PNG_SCALE))
    made = png_of(drawn)
    assert len(made) * 3 < len(whole)
    assert png_size(made) == png_size(whole)
    assert (b"pHYs" in made) == (b"pHYs" in whole)
