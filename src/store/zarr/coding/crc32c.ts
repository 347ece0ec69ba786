/**
 * CRC-32C (Castagnoli), the checksum of shard indexes and of the `crc32c` codec.
 * Not here: zlib's CRC-32, which is inside gzip; the data that it checks (store/zarr/shard/shard-index,
 * store/zarr/metadata/codec-chain).
 * Read next: store/zarr/shard/shard-index.
 */

/** Eight tables, to process eight bytes in one step. */
const tables = makeTables();

function makeTables(): readonly Uint32Array[] {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
    return value;
  });
  const all = [first];
  for (let table = 1; table < 8; table += 1) {
    const before = all[table - 1] as Uint32Array;
    all.push(before.map((value) => (value >>> 8) ^ (first[value & 255] as number)));
  }
  return all;
}

const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as readonly Uint32Array[] as [
  ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
  ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
];

/** The checksum of some bytes, as an unsigned number of 32 bits. */
export function crc32c(data: Uint8Array): number {
  const at = (index: number): number => data[index] as number;
  let crc = 0xffffffff;
  let index = 0;
  for (; index + 8 <= data.length; index += 8) {
    crc =
      (t7[(crc ^ at(index)) & 255] as number) ^
      (t6[((crc >>> 8) ^ at(index + 1)) & 255] as number) ^
      (t5[((crc >>> 16) ^ at(index + 2)) & 255] as number) ^
      (t4[(crc >>> 24) ^ at(index + 3)] as number) ^
      (t3[at(index + 4)] as number) ^
      (t2[at(index + 5)] as number) ^
      (t1[at(index + 6)] as number) ^
      (t0[at(index + 7)] as number);
  }
  for (; index < data.length; index += 1) crc = (crc >>> 8) ^ (t0[(crc ^ at(index)) & 255] as number);
  return (crc ^ 0xffffffff) >>> 0;
}
