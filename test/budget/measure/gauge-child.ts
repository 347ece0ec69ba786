/**
 * Fills 64 MiB between two readings of the gauge and prints them as JSON.
 * Not here: what is expected; run by budget/measure/gauge.process.test in a process of its own, where nothing else allocates.
 * Read next: budget/measure/gauge.process.test.
 */
import { processGauge } from "../../../src/budget/measure/gauge.ts";
import { PeakMeter } from "../../../src/budget/measure/peak-meter.ts";

const gauge = processGauge();
const meter = new PeakMeter(gauge);
const before = gauge.now();
const empty = Buffer.allocUnsafeSlow(64 * 2 ** 20);
const reserved = gauge.now();
const filled = empty.fill(1);
const after = gauge.now();
const seen = { now: meter.now, peak: meter.peak };
console.log(JSON.stringify({ before, reserved, after, seen, peak: gauge.peak(), length: filled.length }));
