/**
 * The kernel of the kernels bench: the median of nine, band by band.
 * Not here: running it (bench/kernels/kernels-child).
 * Read next: docs/guide/kernels.md.
 */

export default function median({ data, width, height, bands, halo }, out) {
  const line = (width + 2 * halo) * bands;
  const to = out.data;
  for (let y = 0, next = 0; y < height; y += 1) {
    for (let x = 0, at = y * line; x < width * bands; x += 1, at += 1, next += 1) {
      const [above, here, below] = [at, at + line, at + 2 * line];
      const [second, third] = [bands, 2 * bands];
      // The smallest, middle and largest sample of each row; then the median of the remaining candidates.
      const [a, b, c] = [data[above], data[above + second], data[above + third]];
      const [d, e, f] = [data[here], data[here + second], data[here + third]];
      const [g, h, i] = [data[below], data[below + second], data[below + third]];
      const low = Math.max(Math.min(a, b, c), Math.min(d, e, f), Math.min(g, h, i));
      const high = Math.min(Math.max(a, b, c), Math.max(d, e, f), Math.max(g, h, i));
      to[next] = middle(low, middle(middle(a, b, c), middle(d, e, f), middle(g, h, i)), high);
    }
  }
}

function middle(a, b, c) {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
