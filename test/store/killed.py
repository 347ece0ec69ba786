"""Judges stores that a killed conversion left, and those that one finished, by h5py, zarr-python and arithmetic.
Not here: the conversions and the killing.
Read next: test/store/killed-conversion.ts, test/support/judge/answers.py.

Every sample follows from its place, so that nothing has to be believed. Sharded stores of version 3, which zarr-python 2
does not know, are taken apart here: an index of offsets and lengths with its checksum, and chunks of gzip.
"""

import gzip
import json
import os

import h5py
import numpy as np
import tifffile
import zarr
from answers import answer_requests

pictures = {}


def picture(width, height):
    """Samples that name their position, at all levels of a pyramid: (rows, columns, bands)."""
    if (width, height) not in pictures:
        x = np.arange(width, dtype=np.uint32)[None, :, None]
        y = np.arange(height, dtype=np.uint32)[:, None, None]
        band = np.arange(3, dtype=np.uint32)[None, None, :]
        noise = ((x * 40503 + y * 30011 + band * 7919) * 2654435761 >> np.uint32(13)) & np.uint32(15)
        levels = [(x * 7 + y * 13 + band * 31 + noise).astype(np.uint8)]
        while max(levels[-1].shape[:2]) > 1:
            levels.append(halved(levels[-1]))
        pictures[width, height] = levels
    return pictures[width, height]


def halved(samples):
    """Means of 2 x 2, halves up; at an odd edge, of the existing samples."""
    padded = np.pad(samples, ((0, samples.shape[0] % 2), (0, samples.shape[1] % 2), (0, 0)), "edge").astype(np.uint16)
    sums = padded[0::2, 0::2] + padded[1::2, 0::2] + padded[0::2, 1::2] + padded[1::2, 1::2]
    return ((sums + 2) >> 2).astype(np.uint8)


def make(path, width, height):
    """The picture as an uncompressed TIFF."""
    tifffile.imwrite(path, picture(width, height)[0], photometric="rgb", rowsperstrip=16)


def same(found, expected, what):
    if found.tobytes() != np.ascontiguousarray(expected).tobytes():
        raise ValueError(f"{what} has other samples than the picture")


def judge(path, width, height):
    """A store's claims, all of it compared: the chunks that its indexes name, their total number, and rows."""
    levels = picture(width, height)
    if os.path.isdir(path):
        return judge_zarr(path, levels)
    with open(path, "rb") as handle:
        if handle.read(8) != b"\x89HDF\r\n\x1a\n":
            return {"named": 0, "chunks": 0, "rows": 0, "opened": False}
    with h5py.File(path, "r") as handle:
        data = handle["image"]
        side, count = data.chunks, data.id.get_num_chunks()
        for number in range(count):
            y, x, _ = data.id.get_chunk_info(number).chunk_offset
            part = np.s_[y : y + side[0], x : x + side[1]]
            same(data[part], levels[0][part], f"the chunk at {x}, {y}")
        rows = int(data.attrs.get("sluice:rows", data.shape[0]))
        same(data[:rows], levels[0][:rows], f"the part of {rows} rows")
        chunks = -(-data.shape[0] // side[0]) * -(-data.shape[1] // side[1])
    return {"named": count, "chunks": chunks, "rows": rows, "opened": True}


def judge_added(path, width, height):
    """A file of one dataset, to which another is added: the first is always right, the second where it exists."""
    with h5py.File(path, "r") as handle:
        for name in handle:
            same(handle[name][()], picture(width, height)[0], f"the dataset {name}")
        return list(handle)


def judge_zarr(path, levels):
    names = [name for name in map(str, range(32)) if os.path.isdir(os.path.join(path, name))]
    is_group = any(is_json(os.path.join(path, name, meta)) for name in names for meta in ("zarr.json", ".zarray"))
    told = {"named": 0, "chunks": 0, "rows": 0, "opened": False}
    for level, name in enumerate(names if is_group else [""]):
        array = array_in(os.path.join(path, name))
        if array is None:
            continue
        expected = levels[level].transpose(2, 0, 1) if is_group else levels[level]
        missing = []
        for place, chunks in array.files():
            found = 0
            for offset, samples in chunks:
                part = tuple(np.s_[start : start + size] for start, size in zip(offset, samples.shape))
                same(samples, expected[part], f"the chunk at {offset} of level {level}")
                found += 1
            told["named"] += found
            if found < array.chunks_in(place):
                missing.append(place[array.rows_axis] * array.file_shape[array.rows_axis])
        told["chunks"] += array.chunks
        if level == 0:
            told["rows"] = min(missing, default=levels[0].shape[0])
            told["opened"] = True
    return told


def is_json(path):
    try:
        with open(path) as handle:
            json.load(handle)
        return True
    except (OSError, ValueError):
        return False


def array_in(folder):
    if is_json(os.path.join(folder, ".zarray")):
        return FilesOfChunks(folder)
    if is_json(os.path.join(folder, "zarr.json")):
        return Shards(folder)
    return None


class Files:
    """An array whose files are chunks or shards."""

    def __init__(self, shape, chunk, file_shape):
        self.shape, self.chunk, self.file_shape = shape, chunk, file_shape
        self.rows_axis = 1 if shape[0] == 3 else 0
        self.chunks = int(np.prod([-(-size // side) for size, side in zip(shape, chunk)]))

    def files(self):
        """The positions of all files, and for each the chunks that it names: their offsets, and their samples."""
        grid = [range(-(-size // side)) for size, side in zip(self.shape, self.file_shape)]
        for place in np.ndindex(*map(len, grid)):
            yield place, self.chunks_of(place)

    def chunks_in(self, place):
        """The chunks of a complete file: those that lie in the image."""
        starts = [at * side for at, side in zip(place, self.file_shape)]
        sizes = [min(side, size - start) for start, side, size in zip(starts, self.file_shape, self.shape)]
        return int(np.prod([-(-size // side) for size, side in zip(sizes, self.chunk)]))

    def within(self, offset, samples):
        """The samples without padding."""
        return samples[tuple(np.s_[: size - start] for size, start in zip(self.shape, offset))]


class FilesOfChunks(Files):
    """Version 2, read by zarr-python."""

    def __init__(self, folder):
        self.array, self.folder = zarr.open(folder, "r"), folder
        self.separator = self.array._dimension_separator
        super().__init__(self.array.shape, self.array.chunks, self.array.chunks)

    def chunks_of(self, place):
        if os.path.exists(os.path.join(self.folder, self.separator.join(map(str, place)))):
            offset = tuple(at * side for at, side in zip(place, self.chunk))
            yield offset, self.array[tuple(np.s_[start : start + side] for start, side in zip(offset, self.chunk))]


class Shards(Files):
    """Version 3, according to its specification."""

    def __init__(self, folder):
        with open(os.path.join(folder, "zarr.json")) as handle:
            told = json.load(handle)
        self.folder = folder
        (sharding,) = told["codecs"]
        inner = sharding["configuration"]["chunk_shape"]
        assert [each["name"] for each in sharding["configuration"]["codecs"]] == ["bytes", "gzip"], sharding
        super().__init__(told["shape"], inner, told["chunk_grid"]["configuration"]["chunk_shape"])

    def chunks_of(self, place):
        try:
            with open(os.path.join(self.folder, "c", *map(str, place)), "rb") as handle:
                content = handle.read()
        except FileNotFoundError:
            return
        inside = [side // part for side, part in zip(self.file_shape, self.chunk)]
        length = 16 * int(np.prod(inside))
        index = content[-length - 4 : -4]
        # Without an index at its end it is a shard that is being written; a reader must not see it.
        if len(index) < length or crc32c(index) != int.from_bytes(content[-4:], "little"):
            return
        for (offset, size), at in zip(np.frombuffer(index, "<u8").reshape(-1, 2), np.ndindex(*inside)):
            if offset == size == 2**64 - 1:
                continue
            packed = content[int(offset) : int(offset) + int(size)]
            samples = np.frombuffer(gzip.decompress(packed), np.uint8).reshape(self.chunk)
            start = tuple((p * n + i) * side for p, n, i, side in zip(place, inside, at, self.chunk))
            yield start, self.within(start, samples)


def crc32c_table():
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        yield byte


table = list(crc32c_table())


def crc32c(content):
    value = 0xFFFFFFFF
    for byte in content:
        value = table[(value ^ byte) & 255] ^ value >> 8
    return value ^ 0xFFFFFFFF


answer_requests({"make": make, "judge": judge, "judge_added": judge_added})
