"""Writes Zarr stores of version 3 by the letter of the specification, with the pixels that each must give beside it.

Not here: reading them (test/store/zarr/version-3.test.ts). The zarr-python of these tests knows version 2 only.
"""

import itertools
import json
import os
import struct
import sys

import numcodecs
import numpy as np

folder = sys.argv[1]
random = np.random.default_rng(6)


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return struct.pack("<I", crc ^ 0xFFFFFFFF)


packers = {
    "gzip": numcodecs.GZip(2).encode,
    "zstd": numcodecs.Zstd(1).encode,
    "blosc": numcodecs.Blosc("lz4", 5, 1).encode,
    "crc32c": lambda data: bytes(data) + crc32c(bytes(data)),
}
settings = {
    "gzip": {"level": 2},
    "zstd": {"level": 1, "checksum": False},
    "blosc": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 2, "blocksize": 0},
}


def codec(name):
    return {"name": name, "configuration": settings[name]} if name in settings else {"name": name}


def pieces(array, chunk, fill):
    """Chunks of an array, padded, by their position."""
    for place in itertools.product(*(range(-(-size // side)) for size, side in zip(array.shape, chunk))):
        part = array[tuple(slice(n * side, (n + 1) * side) for n, side in zip(place, chunk))]
        whole = np.full(chunk, fill, array.dtype)
        whole[tuple(slice(0, size) for size in part.shape)] = part
        yield place, whole


def save(name, array, chunk, order=None, endian="little", packed=("gzip",), shard=None, at="end", checked=True,
         fill=0, holes=False, keys="default", separator=None, names=None, expected=None, pages=False):
    path = os.path.join(folder, name + ".zarr")
    kind = {"u": "uint", "i": "int", "f": "float", "c": "complex", "b": "bool"}[array.dtype.kind]
    data_type = kind if kind == "bool" else f"{kind}{array.dtype.itemsize * 8}"

    def encode(part):
        turned = part if order is None else part.transpose(order)
        data = np.ascontiguousarray(turned.astype(turned.dtype.newbyteorder(">" if endian == "big" else "<"))).tobytes()
        for packer in packed:
            data = bytes(packers[packer](data))
        return data

    codecs = [] if order is None else [{"name": "transpose", "configuration": {"order": list(order)}}]
    codecs += [{"name": "bytes", "configuration": {"endian": endian}}, *map(codec, packed)]
    index_codecs = [{"name": "bytes", "configuration": {"endian": "little"}}, *([codec("crc32c")] if checked else [])]
    if shard is not None:
        sharding = {"chunk_shape": chunk, "codecs": codecs, "index_codecs": index_codecs, "index_location": at}
        codecs = [{"name": "sharding_indexed", "configuration": sharding}]
    separator = separator or ("/" if keys == "default" else ".")
    os.makedirs(path)
    with open(os.path.join(path, "zarr.json"), "w") as file:
        json.dump({
            "zarr_format": 3, "node_type": "array", "shape": array.shape, "data_type": data_type,
            "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": shard or chunk}},
            "chunk_key_encoding": {"name": keys, "configuration": {"separator": separator}},
            "fill_value": fill, "codecs": codecs, **({"dimension_names": names} if names else {}),
        }, file)
    value = np.frombuffer(struct.pack("<I", int(fill, 16)), "<f4")[0] if isinstance(fill, str) and fill[:2] == "0x" else fill
    value = float(value) if isinstance(value, str) else value
    for place, part in pieces(array, shard or chunk, value):
        if holes and sum(place) % 2 == 1:
            array[tuple(slice(n * side, (n + 1) * side) for n, side in zip(place, shard or chunk))] = value
            continue
        data = encode(part) if shard is None else one_shard(part, chunk, encode, at, checked, value)
        key = separator.join([*(["c"] if keys == "default" else []), *map(str, place)])
        os.makedirs(os.path.dirname(os.path.join(path, key)), exist_ok=True)
        with open(os.path.join(path, key), "wb") as file:
            file.write(data)
    pixels = np.ascontiguousarray(array if expected is None else expected)
    pixels.tofile(os.path.join(folder, name + ".bin"))
    with open(os.path.join(folder, name + ".json"), "w") as file:
        json.dump({"shape": pixels.shape}, file)


def one_shard(part, chunk, encode, at, checked, fill):
    """Chunks in reverse order, to show that only the index gives their offsets; chunks of fill values are left out."""
    count = int(np.prod([size // side for size, side in zip(part.shape, chunk)]))
    start = count * 16 + (4 if checked else 0) if at == "start" else 0
    index, data = [], b""
    for place, piece in reversed(list(pieces(part, chunk, fill))):
        if (piece == fill).all():
            index.insert(0, (2**64 - 1, 2**64 - 1))
            continue
        packed = encode(piece)
        index.insert(0, (start + len(data), len(packed)))
        data += packed
    table = b"".join(struct.pack("<QQ", *each) for each in index)
    table += crc32c(table) if checked else b""
    return table + data if at == "start" else data + table


def pixels(shape, dtype):
    values = np.add.outer(np.arange(shape[0]) * 3, np.arange(shape[1]))
    values = values.reshape(values.shape + (1,) * (len(shape) - 2)) + random.integers(0, 9, shape)
    return (values % 251 + (1j * (values % 7) if np.dtype(dtype).kind == "c" else 0)).astype(dtype)


rgb = pixels((150, 130, 3), "u1")
deep = pixels((90, 70, 2), "u2")
save("plain", rgb, [64, 64, 3])
save("raw", rgb, [64, 64, 3], packed=())
save("sharded", rgb, [32, 32, 3], shard=[64, 96, 3])
save("start", rgb, [32, 32, 3], shard=[64, 96, 3], at="start")
save("unchecked", rgb, [32, 32, 3], shard=[64, 96, 3], checked=False)
save("zstd", deep, [32, 32, 2], shard=[64, 64, 2], packed=("zstd",))
save("blosc", deep, [32, 32, 2], packed=("blosc",))
save("summed", deep, [32, 32, 2], packed=("gzip", "crc32c"))
save("summed-raw", deep, [32, 32, 2], shard=[64, 64, 2], packed=("crc32c",))
save("big", deep, [32, 32, 2], shard=[64, 64, 2], endian="big")
save("turned", deep, [32, 16, 2], order=(2, 1, 0))
save("turned-odd", deep, [32, 16, 2], order=(1, 2, 0), shard=[64, 64, 2], endian="big")
save("split-bands", deep, [32, 16, 1], shard=[32, 32, 2])
save("keys-v2", rgb, [64, 64, 3], keys="v2")
save("keys-dot", rgb, [64, 64, 3], separator=".")
save("holes", pixels((150, 130, 1), "f4"), [32, 32, 1], shard=[64, 64, 1], holes=True, fill="NaN")
save("holes-bits", pixels((150, 130, 1), "f4"), [64, 64, 1], holes=True, fill="0x7fc00000")
save("complex64", pixels((50, 40, 2), "c8"), [32, 32, 2], shard=[64, 64, 2], fill=0)
save("complex128", pixels((50, 40, 1), "c16"), [32, 32, 1], endian="big")
planar = np.ascontiguousarray(rgb.transpose(2, 0, 1))
save("planar", planar, [1, 64, 64], shard=[3, 128, 128], names=["c", "y", "x"], expected=rgb)
save("grey", rgb[:, :, 0].copy(), [64, 64], names=["y", "x"])
