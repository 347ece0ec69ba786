/**
 * Chooses the scans of a progressive JPEG that a smaller result does not need. Decoding scans is most of its time.
 * Not here: the scale of the decoder (plan/load/load-choice), or reading the rest of the file (run/source/open-source).
 * Read next: plan/load/load-choice. docs/explanation/memory.md has the measurements.
 */
import type { JpegFacts } from "../../codec/jpeg-markers.ts";
import type { ByteRange, JpegComponent, JpegScan } from "../../codec/jpeg-scans.ts";

/**
 * The scans to skip when the decoder and the resampler average `factor` samples to one in each direction, `shrink` of
 * that in the decoder. A coefficient without its last n bits is off by up to 2ⁿ − 1 quantization steps. Averaging over
 * 2ⁿ × 2ⁿ samples reduces that to one step, the rounding of the file itself. The means of the blocks are always kept
 * exact, because nothing averages their error away.
 */
export function scansToSkip(jpeg: JpegFacts, factor: number, shrink: number): ByteRange[] {
  const { progression = [], components } = jpeg;
  const across = Math.max(...components.map(({ horizontal }) => horizontal));
  const down = Math.max(...components.map(({ vertical }) => vertical));
  const sparable = components.map((component) => {
    const min = Math.min(component.horizontal / across, component.vertical / down);
    const onlyMeans = decodedBlock(component, { across, down }, shrink) === 1;
    return { bits: Math.floor(Math.log2(factor * min)), onlyMeans };
  });
  const isSpare = ({ components: [only = 0, ...more], spectrum, refines, missingBits }: JpegScan): boolean => {
    // Only scans of single components hold more than the means.
    if (more.length > 0 || spectrum[0] === 0) return false;
    const { bits = 0, onlyMeans = false } = sparable[only] ?? {};
    return onlyMeans || (refines && missingBits < bits);
  };
  return progression.filter(isSpare).map(({ start, end }) => ({ start, end }));
}

/**
 * The samples that libjpeg makes from a block's 8, in each direction. For a subsampled component it makes more, instead
 * of enlarging it afterwards. (jdmaster.c, `jpeg_calc_output_dimensions`.)
 */
function decodedBlock(
  { horizontal, vertical }: JpegComponent,
  max: { readonly across: number; readonly down: number },
  shrink: number,
): number {
  const min = 8 / shrink;
  let size = min;
  while (
    size < 8 &&
    (max.across * min) % (horizontal * size * 2) === 0 &&
    (max.down * min) % (vertical * size * 2) === 0
  ) {
    size *= 2;
  }
  return size;
}
