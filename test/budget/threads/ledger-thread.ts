/**
 * A worker thread that runs commands on the process's ledger, and reports the results.
 * Not here: the sender (budget/threads/thread-actor), or the expectations (budget/threads/threads.test,
 * budget/threads/thread-succession.test).
 * Read next: budget/threads/thread-actor.
 */
import { parentPort, type Worker } from "node:worker_threads";
import type { Reservation } from "../../../src/budget/ledger/reservation.ts";
import { bytes } from "../../../src/core/bytes.ts";
import { isSluiceError } from "../../../src/core/errors.ts";
import { startTsWorker } from "../../support/child/ts-worker.ts";
import { ownSize, smallProcessLedger } from "./small-process-ledger.ts";

export type Command =
  | { readonly do: "open" | "status" | "crash" | "estate" }
  | { readonly do: "reserve"; readonly name: string; readonly size: number }
  | { readonly do: "shrink"; readonly name: string; readonly size: number }
  | { readonly do: "abort"; readonly name: string }
  /** Blocks the thread for this long. */
  | { readonly do: "block"; readonly ms: number }
  /** Starts a thread of the same kind that reserves. */
  | { readonly do: "nest"; readonly name: string; readonly size: number };

export interface Order {
  readonly id: number;
  readonly command: Command;
}

const estate = new SharedArrayBuffer(4);
const processLedger = smallProcessLedger(ownSize, estate);
const { budget } = processLedger;
const held = new Map<string, Reservation>();
const controllers = new Map<string, AbortController>();
const warnings: string[] = [];
process.on("warning", ({ message }) => warnings.push(message));

async function obey(command: Command): Promise<unknown> {
  switch (command.do) {
    case "open":
      await processLedger.open();
      return status();
    case "estate":
      return estate;
    case "status":
      return status();
    case "reserve": {
      const { name, size } = command;
      await processLedger.open();
      const controller = new AbortController();
      controllers.set(name, controller);
      const terms = [{ tag: "decoder", name: "coefficients", size: bytes(size / 2) }] as const;
      held.set(name, await budget.reserve({ name, tag: "image" }, bytes(size), { signal: controller.signal, terms }));
      return "granted";
    }
    case "shrink":
      held.get(command.name)?.shrinkTo(bytes(command.size));
      return held.get(command.name)?.size;
    case "abort":
      return controllers.get(command.name)?.abort(`${command.name} aborted`);
    case "block": {
      const until = performance.now() + command.ms;
      while (performance.now() < until);
      return "unblocked";
    }
    case "crash":
      setImmediate(() => {
        throw new Error("crashed, as it was told");
      });
      return undefined;
    case "nest":
      return await nest(command);
  }
}

function status() {
  const { allowed, reserved, permanent } = budget;
  return { allowed, reserved, permanent, holdings: budget.holdings(), warnings };
}

function nest({ name, size }: { readonly name: string; readonly size: number }): Promise<unknown> {
  const nested: Worker = startTsWorker(new URL(import.meta.url));
  nested.postMessage({ id: 0, command: { do: "reserve", name, size } } satisfies Order);
  return new Promise((resolve) => nested.once("message", ({ result }) => resolve(result)));
}

parentPort?.on("message", async ({ id, command }: Order) => {
  try {
    parentPort?.postMessage({ id, result: await obey(command) });
  } catch (error) {
    const text = isSluiceError(error) ? error.tag : String(error);
    parentPort?.postMessage({ id, error: text });
  }
});
