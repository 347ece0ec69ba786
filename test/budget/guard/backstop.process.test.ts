/**
 * What happens when more is measured than is allowed: it is reported once, nothing new begins, and nothing hangs.
 * Not here: projections, which should prevent it (test/budget-holds).
 * Read next: src/budget/guard/backstop.ts, test/budget/guard/overrun-child.ts.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Backstop, type Overrun } from "../../../src/budget/guard/backstop.ts";
import { Ledger } from "../../../src/budget/ledger/ledger.ts";
import type { Reservation } from "../../../src/budget/ledger/reservation.ts";
import { bytes } from "../../../src/core/bytes.ts";
import { term } from "../../../src/core/term.ts";
import { runChild } from "../run-child.ts";

let measured: number;
let looks: number;
let reliefs: number;
let relief: number;
let told: Overrun[];
let warnings: string[];
let ledger: Ledger;

const gaugeOf = () => {
  looks += 1;
  return { kind: "unreclaimable", measured: bytes(measured), fileBacked: undefined, processes: 1 } as const;
};
const image = (name: string, size: number, terms = [term("decoder", "coefficients", size)]) =>
  ledger.reserve({ name, tag: "image" }, bytes(size), { terms });
/** Whether the request is granted by now. */
const isGranted = async (request: Promise<Reservation>): Promise<boolean> => {
  let granted = false;
  request.then(() => {
    granted = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return granted;
};

beforeEach(() => {
  vi.useFakeTimers();
  [measured, looks, reliefs, relief, told, warnings] = [50e6, 0, 0, 0, [], []];
  vi.spyOn(process, "emitWarning").mockImplementation((text) => {
    warnings.push(String(text));
  });
  ledger = new Ledger(bytes(200e6));
  ledger.tryReserve({ name: "Node and libvips", tag: "process" }, bytes(40e6));
  new Backstop(
    ledger,
    { now: gaugeOf, peak: gaugeOf },
    {
      relieve: () => {
        reliefs += 1;
        measured -= relief;
      },
      onOverrun: (overrun) => told.push(overrun),
    },
  );
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the backstop", () => {
  it("looks every 50 ms while something runs, and not when nothing does", async () => {
    vi.advanceTimersByTime(1000);
    expect(looks).toBe(0);
    const held = await image("a.jpg", 50e6);
    vi.advanceTimersByTime(1000);
    expect(looks).toBe(20);
    held.dispose();
    vi.advanceTimersByTime(1000);
    expect(looks).toBe(21);
    expect(vi.getTimerCount()).toBe(0);
    expect([told, reliefs]).toEqual([[], 0]);
  });

  it("is content when giving back what was freed is enough", async () => {
    using _held = await image("a.jpg", 50e6);
    [measured, relief] = [210e6, 20e6];
    vi.advanceTimersByTime(50);
    expect([reliefs, told.length]).toEqual([1, 0]);
    expect(await isGranted(image("b.jpg", 50e6))).toBe(true);
  });

  it("tells once, with the numbers and the largest term of what came last, and holds up the rest until it is over", async () => {
    const first = await image("first.jpg", 50e6);
    const terms = [term("line cache", "rows", 10e6), term("decoder", "coefficients", 30e6)];
    const last = await image("last.jpg", 40e6, terms);
    measured = 210e6;
    vi.advanceTimersByTime(500);
    const { allowed, reserved } = ledger;
    expect(told).toEqual([{ allowed, reserved, measured, latest: ledger.holdings()[2], term: terms[1] }]);
    expect(warnings).toMatchInlineSnapshot(`
      [
        "more memory is used than is allowed: 210 MB measured, 200 MB allowed, 130 MB reserved; "last.jpg" came last and was projected to hold 40.0 MB, most of it 30.0 MB for coefficients (decoder). Nothing new begins until it is less.",
      ]
    `);

    const waiting = image("small.jpg", 1e6);
    expect(ledger.tryReserve({ name: "impatient", tag: "image" }, bytes(1))).toBeUndefined();
    first.dispose();
    expect(await isGranted(waiting)).toBe(false);
    measured = 190e6;
    await vi.advanceTimersByTimeAsync(50);
    expect((await waiting).size).toBe(1e6);

    measured = 220e6;
    vi.advanceTimersByTime(50);
    expect(told).toHaveLength(2);
    last.dispose();
  });

  it("lets in one at a time when nothing runs and it is not over yet", async () => {
    const first = await image("first.jpg", 50e6);
    measured = 300e6;
    vi.advanceTimersByTime(50);
    const [second, third] = [image("second.jpg", 10e6), image("third.jpg", 10e6)];
    expect(await isGranted(second)).toBe(false);
    first.dispose();
    expect(await isGranted(second)).toBe(true);
    expect(await isGranted(third)).toBe(false);
    vi.advanceTimersByTime(1000);
    (await second).dispose();
    expect(await isGranted(third)).toBe(true);
    (await third).dispose();
    vi.advanceTimersByTime(1000);
    // The same overrun, also after a pause.
    using _later = await image("later.jpg", 10e6);
    vi.advanceTimersByTime(1000);
    expect(told).toHaveLength(1);
  });

  it("names the process itself when no image runs any more", async () => {
    const held = await image("a.jpg", 50e6);
    held.dispose();
    measured = 300e6;
    vi.advanceTimersByTime(50);
    expect(told[0]?.latest?.owner).toEqual({ name: "Node and libvips", tag: "process" });
    expect(told[0]?.term).toBeUndefined();
  });
});

describe("in a real process", () => {
  it("a program that holds more than its budget by itself is told so, and its images are done all the same", async () => {
    const { overruns, codes, done, max } = (await runChild("guard/overrun-child.ts", "--no-warnings")) as {
      overruns: readonly Overrun[];
      codes: readonly string[];
      done: number;
      max: number;
    };
    expect(done).toBe(6);
    expect(codes).toEqual(["SLUICE_OVERRUN"]);
    expect(overruns).toHaveLength(1);
    expect(overruns[0]?.measured).toBeGreaterThan(overruns[0]?.allowed ?? 0);
    expect(overruns[0]?.latest?.owner.tag).toBe("image");
    expect(max).toBe(1);
  });
});
