"""The same work as bench/stores/store-child.ts, by zarr-python: the peer.

Not here: measuring it (bench/stores/zarr.ts).
"""

import sys

import numcodecs
import numpy as np
import zarr

what, path, picture, size = sys.argv[1:5]
side, rows = int(size), 256

if what == "write":
    image = zarr.open(path, mode="w", shape=(side, side, 3), chunks=(256, 256, 3), dtype="u1", compressor=numcodecs.GZip(1))
    with open(picture, "rb") as file:
        for top in range(0, side, rows):
            height = min(rows, side - top)
            image[top : top + height] = np.fromfile(file, "u1", height * side * 3).reshape(height, side, 3)
elif what == "strips":
    image = zarr.open(path, mode="r")
    for top in range(0, side, rows):
        image[top : top + rows]
else:
    image = zarr.open(path, mode="r")
    state = 1

    def following():
        global state
        state = state * 48271 % 2147483647
        return state % (side - 1000)

    for _ in range(200):
        left, top = following(), following()
        image[top : top + 1000, left : left + 1000]
