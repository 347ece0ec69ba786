/**
 * Actions of the native tests in a process of its own: `node --import tsx native-child.ts <what>`.
 * Not here: judging them; results go to stdout, and an error's fields to stdout as JSON with exit code 1.
 * Read next: test/support/child/run-child.ts.
 */
import { isSluiceError } from "../../../src/core/errors.ts";
import { nativeLibrary } from "../../../src/native/library/library.ts";
import { call, callForImage, callInWorker } from "../../../src/native/operation/call.ts";
import { introspect, operationNames } from "../../../src/native/operation/introspect.ts";
import { letGoInWorker, warmWorkers } from "../../../src/native/thread/run-in-worker.ts";
import { slowImage, startLongCall } from "./long-call.ts";

const tasks: Readonly<Record<string, () => Promise<void> | void>> = {
  /** Ends the process with code 3 while a worker thread is deep in libvips. */
  exit() {
    void startLongCall(slowImage());
    setTimeout(() => process.exit(3), 500);
  },

  /** Uses the pool once, and leaves it idle. */
  async idle() {
    using grey = callForImage("black", { width: 10, height: 10 });
    show({ result: await callInWorker("avg", { in: grey }) });
  },

  /** Starts a call that is never awaited, on a thread that releases a reference first. */
  async leaveAfterLettingGo() {
    await warmWorkers(1);
    const slow = slowImage();
    void letGoInWorker(() => callForImage("black", { width: 10, height: 10 }).give());
    void callInWorker("avg", { in: slow }, { apart: true, cancel: () => slow.kill() });
  },

  /** Ends the process with code 3 while a worker thread releases one image after the other. */
  async exitWhileLettingGo() {
    await warmWorkers(1);
    for (let count = 0; count < 100; count += 1) void letGoInWorker(() => slowImage().give());
    process.exit(3);
  },

  /** Waits only for a worker thread that releases an image. */
  async awaitLettingGo() {
    await warmWorkers(1);
    await letGoInWorker(() => slowImage().give());
    show("done");
  },

  /** Prints which library was loaded, and that it computes. */
  library() {
    const { origin, version } = nativeLibrary();
    using black = callForImage("black", { width: 4, height: 4 });
    using light = callForImage("linear", { in: black, a: 1, b: 42 });
    show({ ...origin, version, ...call("avg", { in: light }) });
  },

  operations() {
    show(operationNames().map((name) => ({ name, deprecated: introspect(name).deprecated })));
  },
};

function show(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

try {
  await tasks[process.argv[2] ?? ""]?.();
} catch (error) {
  if (!isSluiceError(error)) throw error;
  show({ tag: error.tag, message: error.message, cure: error.cure });
  process.exitCode = 1;
}
