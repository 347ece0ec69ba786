/**
 * The formula of the kernels bench, for one tile of two images and for one pixel: (nir − red) / (nir + red).
 * Not here: running it (bench/kernels/kernels-child).
 * Read next: docs/guide/kernels.md.
 */

export default function ndvi([nir, red], out) {
  const [near, visible, to] = [nir.data, red.data, out.data];
  for (let at = 0; at < to.length; at += 1) to[at] = (near[at] - visible[at]) / (near[at] + visible[at]);
}

export function pixel([nir, red]) {
  return (nir - red) / (nir + red);
}
