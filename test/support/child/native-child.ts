/**
 * What the native tests do in a process of its own: `node --import tsx native-child.ts <what>`.
 * Not here: judging it; results go to stdout, and an error's fields to stdout as JSON with exit code 1.
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

  /** Leaves a call that nobody waits for, to the thread that lets go of something before it. */
  async leaveAfterLettingGo() {
    await warmWorkers(1);
    const slow = slowImage();
    void letGoInWorker(() => callForImage("black", { width: 10, height: 10 }).give());
    void callInWorker("avg", { in: slow }, { apart: true, cancel: () => slow.kill() });
  },

  /** Ends the process with code 3 while a worker thread lets go of one image after the other. */
  async exitWhileLettingGo() {
    await warmWorkers(1);
    for (let count = 0; count < 100; count += 1) void letGoInWorker(() => slowImage().give());
    process.exit(3);
  },

  /** Waits for nothing but a worker thread that lets go of an image. */
  async awaitLettingGo() {
    await warmWorkers(1);
    await letGoInWorker(() => slowImage().give());
    show("done");
  },

  /** Tells which library was loaded, and that it computes. */
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
