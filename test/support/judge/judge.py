"""Looks at image files with Pillow, for tests.
Not here: the expectations, which are in the tests.
Read next: test/support/judge/judge.ts, test/support/judge/answers.py.
"""

import base64
import io

import numpy
from answers import answer_requests
from PIL import ExifTags, Image, ImageCms, ImageOps

Image.MAX_IMAGE_PIXELS = None


def to_8_bits(image):
    """Pillow keeps 16-bit grey as integers and clips them when converting, so this uses the high byte."""
    if image.mode.startswith("I"):
        return Image.fromarray((numpy.asarray(image).astype(numpy.float64) / 257).round().astype(numpy.uint8), "L")
    return image


def opened(path, frame=0):
    image = Image.open(path)
    if frame:
        image.seek(frame)
    image.load()
    return image


def upright_in_srgb(path, frame=0, profile=None):
    """The picture as a viewer shows it: upright, colours converted by its profile (or the one given, base64)."""
    image = opened(path, frame)
    embedded = base64.b64decode(profile) if profile else image.info.get("icc_profile")
    image = to_8_bits(ImageOps.exif_transpose(image))
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA")
    if not embedded:
        return image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    source = ImageCms.ImageCmsProfile(io.BytesIO(embedded))
    opaque = image.convert("RGB") if alpha else image
    image = ImageCms.profileToProfile(opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    if alpha:
        image.putalpha(alpha)
    return image


def over(image, background):
    """Without alpha, on a colour."""
    if image.mode in ("RGBA", "LA"):
        image = image.convert("RGBA")
        below = Image.new("RGBA", image.size, tuple(background) + (255,))
        image = Image.alpha_composite(below, image)
    return image.convert("RGB")


def differences(a, b):
    delta = numpy.abs(numpy.asarray(a).astype(numpy.int16) - numpy.asarray(b).astype(numpy.int16))
    return {"mean": float(delta.mean()), "worst": int(delta.max())}


def describe(path):
    image = Image.open(path)
    frames = getattr(image, "n_frames", 1)
    durations = []
    for index in range(frames):
        image.seek(index)
        image.load()
        durations.append(image.info.get("duration", 0))
    image.seek(0)
    exif = image.getexif()
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if image.format == "JPEG":
        xmp = next((data for name, data in image.applist if data.startswith(b"http://ns.adobe.com/xap")), None)
    if image.format == "TIFF":
        xmp = image.tag_v2.get(700)
    return {
        "format": image.format,
        "mode": image.mode,
        "width": image.width,
        "height": image.height,
        "frames": frames,
        "durations": durations,
        "loop": image.info.get("loop"),
        "orientation": exif.get(0x0112),
        "artist": exif.get(0x013B),
        "profileBytes": len(image.info.get("icc_profile") or b""),
        "hasXmp": xmp is not None,
    }


def samples(path, points, frame=0, mode="RGBA"):
    """Values at points, which are fractions of the width and height."""
    image = to_8_bits(opened(path, frame)).convert(mode)
    at = [(min(image.width - 1, int(x * image.width)), min(image.height - 1, int(y * image.height))) for x, y in points]
    values = [image.getpixel(point) for point in at]
    return [list(value) if isinstance(value, tuple) else [value] for value in values]


def compare(source, result, frame=0, background=(255, 255, 255), profile=None, box=None):
    """Compares `result` with `source`, decoded whole (or the part in `box`) and resampled with Lanczos' filter."""
    made = opened(result)
    wanted = upright_in_srgb(source, frame, profile)
    wanted = over(wanted.resize(made.size, Image.LANCZOS, box=tuple(box) if box else None), background)
    return differences(wanted, over(to_8_bits(made), background))


def equal(a, b):
    """Whether two files of one size have the same pixels in every frame."""
    first, second = Image.open(a), Image.open(b)
    count = getattr(first, "n_frames", 1)
    if count != getattr(second, "n_frames", 1) or first.size != second.size:
        return False
    for index in range(count):
        first.seek(index)
        second.seek(index)
        if not numpy.array_equal(numpy.asarray(first.convert("RGBA")), numpy.asarray(second.convert("RGBA"))):
            return False
    return True


def exif(path):
    """The texts of a file of EXIF alone, by the directory that they stand in."""
    block = Image.Exif()
    with open(path, "rb") as file:
        block.load(file.read())
    named = lambda tags, entries: {tags.get(tag, str(tag)): value for tag, value in entries.items()}
    plain = lambda entries: {name: value for name, value in entries.items() if isinstance(value, (str, int))}
    return {
        "image": plain(named(ExifTags.TAGS, dict(block))),
        "camera": plain(named(ExifTags.TAGS, block.get_ifd(0x8769))),
        "gps": plain(named(ExifTags.GPSTAGS, block.get_ifd(0x8825))),
    }


operations = {"exif": exif, "describe": describe, "samples": samples, "compare": compare, "equal": equal}

answer_requests(operations)
