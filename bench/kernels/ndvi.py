"""The whole-array way of the kernels bench: two bands, a formula, a file, with numpy."""
import sys
import numpy

side, nir, red, output = int(sys.argv[1]), *sys.argv[2:5]
# An uncompressed TIFF of one strip has only its header before the pixels.
read = lambda path: numpy.fromfile(path, dtype=numpy.uint16, offset=8, count=side * side).astype(numpy.float32)
near, visible = read(nir), read(red)
result = (near - visible) / (near + visible)
result.tofile(output)
