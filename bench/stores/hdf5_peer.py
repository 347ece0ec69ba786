"""The same work as bench/stores/store-child.ts, by h5py: the peer.

Not here: measuring it (bench/stores/hdf5.ts).
"""

import sys

import h5py
import numpy as np

what, path, picture, size = sys.argv[1:5]
side, rows = int(size), 256

with h5py.File(path, "w" if what == "write" else "r") as handle:
    if what == "write":
        image = handle.create_dataset("image", (side, side, 3), "u1", chunks=(256, 256, 3), compression="gzip", compression_opts=1)
        with open(picture, "rb") as file:
            for top in range(0, side, rows):
                height = min(rows, side - top)
                image[top : top + height] = np.fromfile(file, "u1", height * side * 3).reshape(height, side, 3)
    elif what == "strips":
        image = handle["image"]
        for top in range(0, side, rows):
            image[top : top + rows]
    else:
        image = handle["image"]
        state = 1

        def following():
            global state
            state = state * 48271 % 2147483647
            return state % (side - 1000)

        for _ in range(200):
            left, top = following(), following()
            image[top : top + 1000, left : left + 1000]
