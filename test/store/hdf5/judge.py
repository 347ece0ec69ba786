"""Compares an image in an HDF5 file with its pixels as a plain array, by h5py; prints what h5py sees of it as JSON.

Run as: judge.py FILE DATASET RAW. Exits with 1 where a pixel differs.
Read next: test/store/hdf5/written.soak.test.ts.
"""

import json
import sys

import h5py
import numpy as np

path, name, raw = sys.argv[1:4]


def plain(value):
    if isinstance(value, bytes):
        return value.decode()
    return value.tolist() if hasattr(value, "tolist") else value


with h5py.File(path) as handle:
    data = handle[name]
    pixels = data[()]
    expect = np.fromfile(raw, dtype=data.dtype).reshape(data.shape)
    told = {
        "shape": data.shape,
        "type": data.dtype.str,
        "chunks": data.chunks,
        "compression": data.compression,
        "level": data.compression_opts,
        "shuffle": data.shuffle,
        "fletcher32": data.fletcher32,
        "attributes": {key: plain(value) for key, value in data.attrs.items()},
    }
print(json.dumps(told))
# Bytes rather than numbers: a random float may be no number, which equals nothing.
sys.exit(0 if pixels.tobytes() == expect.tobytes() else 1)
