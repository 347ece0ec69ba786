"""Writes Zarr stores as zarr-python does, with the pixels that each must give beside it.

Not here: reading them (test/store/zarr/foreign.test.ts).
"""

import json
import os
import sys

import numcodecs
import numpy as np
import zarr

folder = sys.argv[1]
random = np.random.default_rng(5)


def pixels(shape, dtype):
    """Smooth with some noise, so that every codec has something to do."""
    values = np.add.outer(np.arange(shape[0]) * 3, np.arange(shape[1]))
    values = values.reshape(values.shape + (1,) * (len(shape) - 2)) + random.integers(0, 9, shape)
    if np.dtype(dtype).kind == "c":
        return (values + 1j * values[::-1]).astype(dtype)
    return (values % 251).astype(dtype) if np.dtype(dtype).kind != "b" else values % 2 == 0


def save(name, array, expected=None, attributes=None, **options):
    """`expected`: rows, columns, bands in this machine's byte order."""
    path = os.path.join(folder, name + ".zarr")
    stored = zarr.open(path, mode="w", shape=array.shape, dtype=array.dtype, **options)
    stored.attrs.update(attributes or {})
    stored[...] = array
    expect(name, array if expected is None else expected)


def expect(name, pixels):
    native = np.ascontiguousarray(pixels, dtype=pixels.dtype.newbyteorder("="))
    native.tofile(os.path.join(folder, name + ".bin"))
    with open(os.path.join(folder, name + ".json"), "w") as file:
        json.dump({"shape": native.shape, "dtype": native.dtype.str}, file)


rgb = pixels((150, 210, 3), "u1")
codecs = {
    "none": None,
    "gzip": numcodecs.GZip(3),
    "zlib": numcodecs.Zlib(6),
    "zstd": numcodecs.Zstd(3),
    "lz4": numcodecs.LZ4(),
    "blosc-lz4": numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE),
    "blosc-zstd-bits": numcodecs.Blosc("zstd", 3, numcodecs.Blosc.BITSHUFFLE),
    "blosc-zlib": numcodecs.Blosc("zlib", 3, numcodecs.Blosc.NOSHUFFLE),
}
for name, codec in codecs.items():
    save("codec-" + name, rgb, chunks=(64, 64, 3), compressor=codec)
for dtype in ["u1", "i1", "<u2", "<i2", "<u4", "<i4", "<f4", "<f8", "<c8", "<c16", "|b1"]:
    array = pixels((70, 50, 2), dtype)
    expected = array.astype("u1") if dtype == "|b1" else None
    save("type-" + dtype.strip("<|"), array, expected, chunks=(32, 32, 2), compressor=numcodecs.GZip(1))
    save("default-" + dtype.strip("<|"), array, expected, chunks=(32, 32, 2))
for dtype in [">u2", ">i4", ">f4", ">f8", ">c8", ">c16"]:
    array = pixels((70, 50, 2), dtype)
    save("big-" + dtype.strip(">"), array, chunks=(32, 32, 2), compressor=numcodecs.Zlib(1))
save("order-f", rgb, chunks=(64, 50, 3), order="F", compressor=numcodecs.GZip(1))
save("order-f-big", pixels((70, 50, 2), ">u2"), chunks=(32, 32, 2), order="F", compressor=numcodecs.GZip(1))
save("odd-chunks", rgb, chunks=(37, 53, 2), compressor=numcodecs.GZip(1))
save("odd-chunks-blosc", rgb, chunks=(37, 53, 1))
save("one-chunk", rgb, chunks=(500, 500, 3), compressor=numcodecs.GZip(1))
save("planar", rgb.transpose(2, 0, 1), rgb, {"_ARRAY_DIMENSIONS": ["band", "y", "x"]}, chunks=(1, 64, 64))
save("nested", rgb, chunks=(64, 64, 3), dimension_separator="/", compressor=numcodecs.Zlib(1))
save("grey", rgb[:, :, 0], chunks=(64, 64), compressor=numcodecs.GZip(1))
save("delta", pixels((90, 80, 1), "<u2"), chunks=(32, 32, 1), filters=[numcodecs.Delta("<u2")])
save("shuffle", pixels((90, 80, 2), "<u4"), chunks=(32, 32, 2), filters=[numcodecs.Shuffle(4)], compressor=numcodecs.Zlib(1))
quarters = (pixels((60, 40, 1), "u1") / 4).astype("<f4")
scaled = numcodecs.FixedScaleOffset(offset=0, scale=4, dtype="<f4", astype="|u1")
save("scaled", quarters, chunks=(32, 32, 1), filters=[scaled])

for name, fill in {"zero": 0, "seven": 7, "nan": float("nan"), "inf": float("-inf")}.items():
    sparse = zarr.open(
        os.path.join(folder, "sparse-" + name + ".zarr"),
        mode="w",
        shape=(100, 120, 2),
        chunks=(32, 32, 1),
        dtype="<f4",
        fill_value=fill,
        compressor=numcodecs.GZip(1),
    )
    sparse[40:50, 35:90, 1] = 3
    expect("sparse-" + name, sparse[...])

stack = pixels((40, 30, 2, 3, 4), "<u2").transpose(3, 4, 0, 1, 2)  # t, z, y, x, c
save("stack", stack, stack[1, 2], chunks=(2, 3, 16, 16, 2))
movie = np.ascontiguousarray(stack.transpose(0, 4, 1, 2, 3))  # t, c, z, y, x
save("tczyx", movie, movie[1, :, 2].transpose(1, 2, 0), chunks=(1, 1, 2, 16, 16))
