/**
 * The contract of stores for two formats, three bands and one size with chunks at its edges.
 * Not here: all other formats, bands and sizes (test/store/contract.soak.test.ts).
 * Read next: test/store/store-contract.ts.
 */
import { testContract } from "./store-contract.ts";

testContract({ formats: ["uchar", "float"], bands: [3], sizes: [[65, 65, 64, 64]], whole: true });
