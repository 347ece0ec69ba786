"""Reads TIFFs with tifffile and compares them with plain samples, and writes TIFFs of random samples.
Not here: any opinion of what a file should be like; the tests say so.
Read next: test/store/tiff/tifffile.ts, test/support/judge/answers.py.

What tifffile cannot unpack by itself, LZW for one, libtiff's tiffcp unpacks before.
"""

import os
import subprocess

import numpy as np
import tifffile
from answers import answer_requests


def read(path, raw, dtype, unpack=False):
    """What tifffile sees of a file, and whether its pages have the samples of `raw`; smaller levels follow from them."""
    facts = facts_of(path)
    plain = path
    if unpack:
        plain = f"{path}.plain.tif"
        subprocess.run(["tiffcp", "-c", "none", path, plain], check=True, capture_output=True)
    with tifffile.TiffFile(plain) as tiff:
        pages = [page for page in tiff.pages if not page.subfiletype & 1]
        levels = [page for page in tiff.pages if page.subfiletype & 1] or list(pages[0].pages or [])
        found = np.concatenate([samples_of(page) for page in pages])
        expected = np.fromfile(raw, dtype).reshape(found.shape)
        facts["equal"] = found.dtype == expected.dtype and found.tobytes() == expected.tobytes()
        facts["levels"] = [list(page.shape[:2]) for page in levels]
        facts["levels equal"] = []
        for page in levels:
            above, found = found, samples_of(page)
            facts["levels equal"].append(found.shape == halved(above).shape and are_means(found, above))
    if unpack:
        os.remove(plain)
    return facts


def facts_of(path):
    with tifffile.TiffFile(path) as tiff:
        page = tiff.pages[0]
        return {
            "shape": [page.imagelength, page.imagewidth, page.samplesperpixel],
            "dtype": str(page.dtype),
            "big": tiff.is_bigtiff,
            "order": tiff.byteorder,
            "compression": page.compression.name,
            "predictor": int(page.predictor),
            "tile": [page.tilewidth, page.tilelength] if page.is_tiled else None,
            "photometric": page.photometric.name,
        }


def fields(path):
    """All fields of the first directory, except the offsets and lengths of tiles: tag, type, count and value."""
    with tifffile.TiffFile(path) as tiff:
        found = [tag for tag in tiff.pages[0].tags if tag.code not in (324, 325)]
        return [[tag.code, int(tag.dtype), tag.count, repr(tag.value)] for tag in found]


def samples_of(page):
    """Rows, columns, bands."""
    found = page.asarray()
    found = found.transpose(1, 2, 0) if page.planarconfig == 2 and found.ndim == 3 else found
    return np.ascontiguousarray(found.reshape(page.imagelength, page.imagewidth, -1)).astype(page.dtype.newbyteorder("="))


def halved(samples):
    """Means of 2 x 2; integers are rounded to the nearest, halves up. An odd last row or column belongs to no
    square."""
    height, width = (side // 2 * 2 for side in samples.shape[:2])
    wide = samples[:height, :width].astype(np.float64 if samples.dtype.kind == "f" else np.int64)
    sums = wide[0::2, 0::2] + wide[1::2, 0::2] + wide[0::2, 1::2] + wide[1::2, 1::2]
    return (sums / 4 if samples.dtype.kind == "f" else (sums + 2) >> 2).astype(samples.dtype)


def are_means(found, above):
    """Whether a level is halved correctly; floats may differ by the error of three additions in single precision."""
    most = 0 if found.dtype.kind != "f" else 4 * np.finfo(np.float32).eps * np.abs(above).max()
    return bool(np.abs(found.astype(np.float64) - halved(above)).max() <= most)


def write(path, shape, dtype, seed=1, pages=1, **options):
    """Writes random samples over the whole range of the type. The samples are beside the file as `.bin`, pages below
    each other."""
    random = np.random.default_rng(seed)
    height, width, bands = shape
    size = (pages, height, width, bands)
    kind = np.dtype(dtype)
    if kind.kind in "ui":
        limits = np.iinfo(kind)
        samples = random.integers(limits.min, limits.max, size, kind, endpoint=True)
    else:
        samples = (random.random(size) * 2000 - 1000).astype(kind)
    # Half floats are read as single precision, which can hold them all.
    (samples.astype(np.float32) if kind == np.float16 else samples).tofile(f"{path}.bin")
    big, order = options.pop("bigtiff", False), options.pop("byteorder", "<")
    options.setdefault("photometric", "rgb" if bands in (3, 4) and kind.kind == "u" else "minisblack")
    planar = options.get("planarconfig") == "separate"
    options.setdefault("metadata", None)
    with tifffile.TiffWriter(path, bigtiff=big, byteorder=order) as tiff:
        for page in samples:
            page = page.transpose(2, 0, 1) if planar and bands > 1 else page
            page = page if bands > 1 else page.reshape(height, width)
            if bands > 1 and options["photometric"] == "minisblack":
                options.setdefault("planarconfig", "contig")
            tiff.write(page, **options)
    return facts_of(path)


answer_requests({"read": read, "write": write, "fields": fields})
