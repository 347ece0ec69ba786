/**
 * A kernel sees every pixel once, with neighbours beyond every edge, for the sizes that the quick test leaves out.
 * Not here: the others, and other kernels (test/run/kernel/map.test.ts).
 * Read next: test/run/kernel/neighbours.ts.
 */
import { describe } from "vitest";
import { configure } from "../../../src/index.ts";
import { testNeighbours } from "./neighbours.ts";

configure({ memory: "2GB", threads: 2 });

describe("a kernel sees every pixel once", () => {
  testNeighbours([
    [1, 1],
    [1, 700],
    [17, 33],
    [301, 203],
  ]);
});
