/**
 * The thread that runs kernels from modules: it imports them, and calls one for a window at a time.
 * Not here: libvips, which this thread does not load, or deciding which window is next.
 * Read next: run/kernel/thread, run/kernel/call.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { KernelFunction } from "../../graph/recipe/nodes.ts";
import { ResultFault, type WindowCall, windowCall } from "./call.ts";
import type { KernelLayout } from "./layout.ts";
import type {
  BeginMessage,
  FailedMessage,
  FromKernel,
  KernelWorkerData,
  MemoryLayout,
  ToKernel,
  WindowMessage,
} from "./messages.ts";
import { windowAt } from "./window-memory.ts";

interface Run {
  readonly layout: KernelLayout;
  readonly memory: MemoryLayout;
  /** The imported kernel. Rejects if the import failed. */
  readonly call: Promise<WindowCall>;
}

const { finished } = workerData as KernelWorkerData;
const port = parentPort as MessagePort;
let run: Run | undefined;

port.on("message", (message: ToKernel) => {
  if (message.kind === "begin") run = begin(message);
  else if (message.kind === "end") run = undefined;
  else if (run !== undefined) void answer(run, message);
});

function begin({ url, name, layout, memory }: BeginMessage): Run {
  const call = imported(url, name).then((code) => windowCall(code, layout));
  // The first window reports a failed import, so it counts as handled here.
  call.catch(() => {});
  return { layout, memory, call };
}

async function imported(url: string, name: string): Promise<KernelFunction> {
  const module = (await import(url)) as Readonly<Record<string, unknown>>;
  const found = module[name];
  if (typeof found === "function") return found as KernelFunction;
  const names = Object.keys(module).join(", ");
  throw new ResultFault(
    `the module has ${found === undefined ? "no export" : "no function"} "${name}"; its exports are: ${names || "none"}`,
  );
}

async function answer({ layout, memory, call }: Run, { slot, rect, value }: WindowMessage): Promise<void> {
  let reply: FromKernel;
  try {
    const window = await call.catch((error: unknown) => {
      throw new ImportFailure(error);
    });
    reply = { kind: "done", value: await window(windowAt(memory, slot, rect, layout), value) };
  } catch (error) {
    reply = failed(error);
  }
  tell(reply);
}

class ImportFailure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

function failed(error: unknown): FailedMessage {
  if (error instanceof ImportFailure) return { kind: "failed", what: "import", error: error.error };
  return { kind: "failed", what: error instanceof ResultFault ? "result" : "threw", error };
}

/** Sends a reply. A value or error that cannot be cloned is sent as text. */
function tell(reply: FromKernel): void {
  Atomics.add(finished, 0, 1);
  try {
    port.postMessage(reply);
  } catch (error) {
    const isValue = reply.kind === "done";
    const text = isValue ? `its value cannot go from thread to thread: ${String(error)}` : String(reply.error);
    const what = isValue ? "result" : reply.what;
    port.postMessage({ kind: "failed", what, error: new Error(text) } satisfies FailedMessage);
  }
}
