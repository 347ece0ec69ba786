/**
 * The inner loops of a quick deflate: differences of samples, counts of bytes, Huffman codes one behind the other, Adler-32.
 * Written in AssemblyScript, as WebAssembly has vectors and numbers of 64 bits, which JavaScript lacks.
 * Not here: which code each byte has (src/store/bytes/quick-deflate.ts).
 * Read next: src/store/bytes/quick-deflate.ts. After a change: npm run generate.
 */

/** Bytes that lie in a row of memory, at an address. All loops read and write up to 16 bytes beyond the end. */

/**
 * TIFF's horizontal predictor, of rows that lie `stride` bytes apart: each sample minus that of the pixel on its left.
 * `pel`: bytes of a pixel; `size`: of a sample, 1, 2, 4 or 8. The results lie without gaps.
 */
export function differences(from: usize, stride: i32, to: usize, rowBytes: i32, rows: i32, pel: i32, size: i32): void {
  for (let row = 0; row < rows; row++) {
    const source = from + <usize>row * stride;
    const target = to + <usize>row * rowBytes;
    memory.copy(target, source, min(pel, rowBytes));
    if (size == 1) {
      for (let at = pel; at < rowBytes; at += 16) {
        v128.store(target + at, i8x16.sub(v128.load(source + at), v128.load(source + at - pel)));
      }
    } else if (size == 2) {
      for (let at = pel; at < rowBytes; at += 16) {
        v128.store(target + at, i16x8.sub(v128.load(source + at), v128.load(source + at - pel)));
      }
    } else if (size == 4) {
      for (let at = pel; at < rowBytes; at += 16) {
        v128.store(target + at, i32x4.sub(v128.load(source + at), v128.load(source + at - pel)));
      }
    } else {
      for (let at = pel; at < rowBytes; at += 16) {
        v128.store(target + at, i64x2.sub(v128.load(source + at), v128.load(source + at - pel)));
      }
    }
  }
}

// @ts-expect-error: decorator
@inline
function add(counts: usize, byte: u64): void {
  const at = counts + (<usize>byte << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** The end of the zeros that begin at `at`, in whole words. */
// @ts-expect-error: decorator
@inline
function endOfZeros(at: usize, end: usize): usize {
  let next = at;
  while (next < end && load<u64>(next) == 0) next += 8;
  return next;
}

/** How much of a run one code takes, so that what is left is none or takes a code, too: those are of 3 to 258 bytes. */
// @ts-expect-error: decorator
@inline
function partOf(left: i32): i32 {
  return left > 258 ? (left < 261 ? 255 : 258) : left;
}

/**
 * Counts the bytes of words of 64 bits into four tables of 256, `counts`, and the codes of runs of zeros into `runs`, by
 * length; `seen` is a table of 2048 words.
 * @returns how many words, zeros aside, are there once more shortly after they were.
 */
export function count(from: usize, length: i32, counts: usize, runs: usize, seen: usize): i32 {
  const end = from + length;
  memory.fill(counts, 0, 4096);
  memory.fill(runs, 0, 1036);
  memory.fill(seen, 0, 16384);
  let repeats = 0;
  for (let at = from; at < end; ) {
    const word = load<u64>(at);
    if (word == 0 && at + 16 <= end && load<u64>(at + 8) == 0) {
      const next = endOfZeros(at + 16, end);
      add(counts, 0);
      for (let left = <i32>(next - at) - 1; left > 0; ) {
        const part = partOf(left);
        add(runs, part);
        left -= part;
      }
      at = next;
      continue;
    }
    const place = seen + (<usize>((word * 0x9e3779b97f4a7c15) >> 53) << 3);
    if (load<u64>(place) == word) repeats++;
    else store<u64>(place, word);
    add(counts, word & 255);
    add(counts + 1024, (word >> 8) & 255);
    add(counts + 2048, (word >> 16) & 255);
    add(counts + 3072, (word >> 24) & 255);
    add(counts, (word >> 32) & 255);
    add(counts + 1024, (word >> 40) & 255);
    add(counts + 2048, (word >> 48) & 255);
    add(counts + 3072, word >> 56);
    at += 8;
  }
  return repeats;
}

/**
 * Writes the codes of the same bytes and runs. Tables of words of 64 bits: `codes` by byte, then the end's, and `runs` by
 * length; the upper half is the number of bits, at most 14 of bytes and 30 of runs. `firstBits` are the first ones, `firstUsed` of them.
 * @returns the address behind the last byte.
 */
export function encode(
  from: usize,
  length: i32,
  codes: usize,
  runs: usize,
  into: usize,
  firstBits: u32,
  firstUsed: u32,
): usize {
  const end = from + length;
  let bits = <u64>firstBits;
  let used = <u64>firstUsed;
  let to = into;
  for (let at = from; at < end; ) {
    const word = load<u64>(at);
    if (word == 0 && at + 16 <= end && load<u64>(at + 8) == 0) {
      const next = endOfZeros(at + 16, end);
      let code = load<u64>(codes);
      bits |= (code & 0xffffffff) << used;
      used += code >> 32;
      for (let left = <i32>(next - at) - 1; left > 0; ) {
        const part = partOf(left);
        code = load<u64>(runs + (<usize>part << 3));
        bits |= (code & 0xffffffff) << used;
        used += code >> 32;
        store<u64>(to, bits);
        to += <usize>(used >> 3);
        bits >>= used & 0x38;
        used &= 7;
        left -= part;
      }
      at = next;
      continue;
    }
    for (let half = 0; half < 64; half += 32) {
      const four = word >> half;
      const first = load<u64>(codes + <usize>((four & 255) << 3));
      const second = load<u64>(codes + <usize>(((four >> 8) & 255) << 3));
      const third = load<u64>(codes + <usize>(((four >> 16) & 255) << 3));
      const fourth = load<u64>(codes + <usize>(((four >> 24) & 255) << 3));
      bits |= (first & 0xffffffff) << used;
      used += first >> 32;
      bits |= (second & 0xffffffff) << used;
      used += second >> 32;
      bits |= (third & 0xffffffff) << used;
      used += third >> 32;
      bits |= (fourth & 0xffffffff) << used;
      used += fourth >> 32;
      store<u64>(to, bits);
      to += <usize>(used >> 3);
      bits >>= used & 0x38;
      used &= 7;
    }
    at += 8;
  }
  const last = load<u64>(codes + 2048);
  bits |= (last & 0xffffffff) << used;
  used += last >> 32;
  store<u64>(to, bits);
  return to + <usize>((used + 7) >> 3);
}

/** zlib's checksum of bytes. */
export function adler32(from: usize, length: i32): u32 {
  const low = i16x8(16, 15, 14, 13, 12, 11, 10, 9);
  const high = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  const end = from + length;
  let sum: u32 = 1;
  let sums: u32 = 0;
  for (let at = from; at < end; ) {
    // As many as 32 bits have room for.
    const stop = min(end, at + 5552);
    const blocks = <u32>((stop - at) >> 4);
    let bytes = i32x4.splat(0);
    let before = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    for (let block: u32 = 0; block < blocks; block++, at += 16) {
      const next = v128.load(at);
      before = i32x4.add(before, bytes);
      bytes = i32x4.add(bytes, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(next)));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(next), low));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(next), high));
    }
    sums += sum * blocks * 16 + total(before) * 16 + total(weighted);
    sum += total(bytes);
    for (; at < stop; at++) {
      sum += load<u8>(at);
      sums += sum;
    }
    sum %= 65521;
    sums %= 65521;
  }
  return (sums << 16) | sum;
}

function total(lanes: v128): u32 {
  return (
    i32x4.extract_lane(lanes, 0) +
    i32x4.extract_lane(lanes, 1) +
    i32x4.extract_lane(lanes, 2) +
    i32x4.extract_lane(lanes, 3)
  );
}
