"""
One of the jobs with Pillow: thumbnails by draft mode, which is its way to decode a JPEG at a smaller scale.
Not here: tiles, which Pillow does not write; the blurred image goes into strips.
Read next: bench/limits/contenders.ts.
"""

import sys

from PIL import Image, ImageFilter

job, source, target = sys.argv[1:]
Image.MAX_IMAGE_PIXELS = None
image = Image.open(source)

if job in ("thumbnail", "progressive"):
    image.thumbnail((500, 500))
    image.save(target, quality=80)
elif job == "blur":
    blurred = image.filter(ImageFilter.GaussianBlur(2))
    del image
    blurred.save(target, compression="tiff_adobe_deflate", tiffinfo={317: 2})
elif job == "convert":
    image.save(target, quality=80)
elif job == "rotate":
    turned = image.transpose(Image.Transpose.ROTATE_270)
    del image
    turned.save(target, quality=80)
