/**
 * The worker thread's side of native/thread/callback-thread: serves libvips' callbacks and blocks in
 * each until the answer.
 * Not here: the call that leads to the callbacks. It runs on another thread; on this one the two would deadlock.
 * Read next: native/thread/callback-thread, native/memory/region.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import koffi from "koffi";
import type { Pointer } from "../library/declarations.ts";
import { useLibrary } from "../library/library.ts";
import { type RegionPixels, regionPixels } from "../memory/region.ts";
import { type CallbackMessage, type CallbackWorkerData, turnNumbers } from "./messages.ts";

const { origin, turns } = workerData as CallbackWorkerData;
const { answered, stopped, work } = turnNumbers;
const port = parentPort as MessagePort;
const [done, failed] = [0, -1];

useLibrary(origin);
const [pointer, int] = ["void *", "int"];
const write = register([pointer, pointer, pointer], (region, area) => regionPixels(region, area));
const generate = register([pointer, pointer, pointer, pointer, pointer], (region) => regionPixels(region));
tell({ kind: "ready", write, generate });
// A listener keeps the thread's event loop running, and callbacks arrive through the event loop.
port.on("message", () => {});

function register(parameters: string[], rows: (...given: Pointer[]) => RegionPixels): Pointer {
  const type = koffi.pointer(koffi.proto(int, parameters));
  return koffi.register((...given: Pointer[]) => serve(() => rows(...given)), type);
}

/** Catches every error: one that left the callback would count as success in C. */
function serve(rows: () => RegionPixels): number {
  try {
    // The order matters: if the stop comes after the first load, the wait below sees that `answered` has changed.
    const seen = Atomics.load(turns, answered);
    if (Atomics.load(turns, stopped) !== 0) return failed;
    tell({ kind: "rows", work: Atomics.load(turns, work), ...rows() });
    while (Atomics.load(turns, answered) === seen) Atomics.wait(turns, answered, seen);
    return Atomics.load(turns, stopped) === 0 ? done : failed;
  } catch (error) {
    tell({ kind: "fault", work: Atomics.load(turns, work), text: String(error) });
    return failed;
  }
}

function tell(message: CallbackMessage): void {
  port.postMessage(message);
}
