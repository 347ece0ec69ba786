"""Writes HDF5 files of many kinds with h5py, and beside each its pixels as a plain array: what a reader should find.

Not here: the reader. Run as: foreign.py FOLDER; prints a JSON list of the files.
Read next: test/store/hdf5/foreign.soak.test.ts.
"""

import json
import sys

import h5py
import numpy as np

folder = sys.argv[1]
random = np.random.default_rng(5)
files = []


def pixels(shape, dtype):
    dtype = np.dtype(dtype)
    if dtype.kind == "c":
        return (random.normal(size=shape) + 1j * random.normal(size=shape)).astype(dtype)
    if dtype.kind == "f":
        return random.normal(size=shape).astype(dtype)
    if dtype.kind == "b":
        return random.integers(0, 2, size=shape).astype(bool)
    info = np.iinfo(dtype)
    low, high = max(info.min, -(2**40)), min(info.max, 2**40)
    smooth = np.add.outer(np.arange(shape[0]), np.arange(shape[1])).reshape(shape[:2] + (1,) * (len(shape) - 2))
    return ((random.integers(low, high, size=shape, endpoint=True) & ~0xF) + smooth % 16).astype(dtype)


def save(name, data, *, file=None, expect=None, own=False, open_with=None, **options):
    path = f"{folder}/{name}.h5"
    with h5py.File(path, "w", **(file or {})) as handle:
        handle.create_dataset("picture", data=data, **options)
    note(name, data if expect is None else expect, own, open_with)


def note(name, expect, own, open_with=None):
    expect = np.ascontiguousarray(expect)
    if expect.ndim == 2:
        expect = expect[:, :, None]
    expect.astype(expect.dtype.newbyteorder("=")).tofile(f"{folder}/{name}.raw")
    files.append({"name": name, "shape": expect.shape, "own": own, "open": open_with or {}})


rgb = (90, 70, 3)
types = ["u1", "i1", "u2", "i2", "u4", "i4", "f4", "f8", "c8", "c16"]
for kind in types:
    for order in "<>":
        data = pixels(rgb, order + kind)
        name = ("big-" if order == ">" else "") + kind
        save(name, data, own=True, chunks=(32, 16, 3), compression="gzip", shuffle=True)

data = pixels(rgb, "u2")
save("contiguous", data, own=True)
save("contiguous-big", pixels(rgb, ">i4"), own=True)
save("grey", pixels((90, 70), "u1"), own=True, chunks=(20, 33), compression="gzip")
save("fletcher", data, own=True, chunks=(31, 70, 3), fletcher32=True)
save("fletcher-gzip", data, own=True, chunks=(31, 17, 3), fletcher32=True, compression=9)
save("all-filters", data, own=True, chunks=(90, 70, 3), fletcher32=True, shuffle=True, compression="gzip")
save("odd-fletcher", pixels((9, 7, 3), "u1"), own=True, chunks=(3, 7, 3), fletcher32=True)
save("one-chunk", data, own=True, chunks=(200, 200, 3), maxshape=(None, None, 3))
save("tiny-chunks", pixels((40, 35), "u1"), own=True, chunks=(1, 1))
save("lzf", data, own=True, chunks=(31, 17, 3), compression="lzf")
save("lzf-runs", data // 4096, own=True, chunks=(31, 17, 3), compression="lzf", shuffle=True, fletcher32=True)
save("szip-or-scale", pixels(rgb, "i2"), chunks=(31, 17, 3), scaleoffset=0)
save("split-bands", data, chunks=(31, 17, 1), compression="gzip")
save("latest", data, file={"libver": "latest"}, chunks=(31, 17, 3), compression="gzip")
save("latest-contiguous", data, file={"libver": "latest"})
save("latest-fixed-array", data, file={"libver": "latest"}, chunks=(8, 8, 3))
save("latest-extensible", data, file={"libver": "latest"}, chunks=(8, 8, 3), maxshape=(None, 70, 3))
save("latest-btree-2", data, file={"libver": "latest"}, chunks=(8, 8, 3), maxshape=(None, None, 3))
save("user-block", data, file={"userblock_size": 1024}, chunks=(8, 8, 3))
save("fill-value", data, chunks=(31, 17, 3), fillvalue=7)
save("bool", pixels(rgb, "?"), expect=None, chunks=(31, 17, 3))
save("i8", (wide := pixels(rgb, "i8")), expect=wide.astype("f8"), chunks=(31, 17, 3))
save("u8", (wide := pixels(rgb, "u8")), expect=wide.astype("f8"))
save("f2", (half := pixels(rgb, "f2")), expect=half.astype("f4"), chunks=(31, 17, 3))
save("big-f2", (half := pixels(rgb, ">f2")), expect=half.astype("f4"))

planes = pixels((3, 90, 70), "u2")
save("cyx", planes, expect=np.moveaxis(planes, 0, -1), chunks=(1, 30, 30), compression="gzip")
save("xyc", data, expect=np.swapaxes(data, 0, 1), open_with={"axes": "xyc"}, chunks=(31, 17, 3))
stack = pixels((20, 45, 35), "f4")
save("zyx", stack, expect=stack[13], open_with={"page": 13}, own=True)
save("zyx-chunked", stack, expect=stack[13], open_with={"page": 13}, chunks=(4, 16, 16))
movie = pixels((5, 45, 35, 3), "u1")
save("zyxc", movie, expect=movie[4], open_with={"page": 4}, own=True)
save("zyxc-chunked", movie, expect=movie[4], open_with={"page": 4}, chunks=(1, 16, 16, 3), compression="gzip")
deep = pixels((2, 3, 45, 35), "u2")
save("tzyx", deep, expect=deep[1, 2], open_with={"page": 5, "axes": "tzyx"}, own=True)
save("zcyx", deep, expect=np.moveaxis(deep[1], 0, -1), open_with={"page": 1}, chunks=(1, 1, 20, 20))

with h5py.File(f"{folder}/sparse.h5", "w") as handle:
    sparse = handle.create_dataset("picture", (90, 70, 3), "u2", chunks=(16, 16, 3), compression="gzip")
    sparse[40:50, 20:60] = data[40:50, 20:60]
expect = np.zeros(rgb, "u2")
expect[40:50, 20:60] = data[40:50, 20:60]
note("sparse", expect, True)

with h5py.File(f"{folder}/empty.h5", "w") as handle:
    handle.create_dataset("picture", (90, 70, 3), "u2", chunks=(16, 16, 3))
note("empty", np.zeros(rgb, "u2"), True)

with h5py.File(f"{folder}/empty-filled.h5", "w") as handle:
    handle.create_dataset("picture", (9, 7, 3), "u2", chunks=(4, 4, 3), fillvalue=300)
note("empty-filled", np.full((9, 7, 3), 300, "u2"), False)

with h5py.File(f"{folder}/compact.h5", "w") as handle:
    settings = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    settings.set_layout(h5py.h5d.COMPACT)
    small = pixels((9, 7, 3), "u2")
    dataset = h5py.h5d.create(handle.id, b"picture", h5py.h5t.NATIVE_UINT16, h5py.h5s.create_simple((9, 7, 3)), settings)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, small)
note("compact", small, False)

with h5py.File(f"{folder}/many.h5", "w") as handle:
    for number in range(300):
        handle.create_dataset(f"scans/left/number-{number}", data=[number])
    handle["scans/right/picture"] = data
    handle["text"] = "not a picture"
note("many", data, True, {"dataset": "scans/right/picture"})

with h5py.File(f"{folder}/many-numbers.h5", "w") as handle:
    for number in range(300):
        handle.create_dataset(f"scans/left/number-{number}", data=[number])
    handle["scans/right/picture"] = data
note("many-numbers", data, True, {"dataset": "/scans/right/picture"})

with h5py.File(f"{folder}/attributes.h5", "w") as handle:
    dataset = handle.create_dataset("picture", data=data)
    dataset.attrs["long text"] = "Grüße, 世界"
    dataset.attrs["text"] = np.bytes_("fixed")
    dataset.attrs["number"] = 42
    dataset.attrs["real"] = np.float32(1.5)
    dataset.attrs["big"] = np.array([1, -2], ">i2")
    dataset.attrs["reals"] = [0.25, 1e100]
    dataset.attrs["bytes"] = np.arange(5, dtype="u1")
    dataset.attrs["texts"] = ["a", "b"]
    dataset.attrs["nothing"] = h5py.Empty("f4")
    for number in range(40):
        dataset.attrs[f"n{number}"] = number
note("attributes", data, True)

with h5py.File(f"{folder}/attributes-latest.h5", "w", libver="latest") as handle:
    dataset = handle.create_dataset("picture", data=data)
    dataset.attrs["long text"] = "Grüße, 世界"
    dataset.attrs["number"] = 42
    dataset.attrs["reals"] = [0.25, 1e100]
note("attributes-latest", data, False)

print(json.dumps(files))
