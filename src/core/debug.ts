/**
 * Publishes Sluice's decisions for debugging: events on the diagnostics channel "sluice", and lines with
 * `NODE_DEBUG=sluice`.
 * Not here: process warnings, which need no subscriber, or progress, which belongs to a run.
 * Read next: docs/reference/environment.md.
 */
import { channel } from "node:diagnostics_channel";
import { debuglog } from "node:util";
import { type Bytes, formatBytes } from "./bytes.ts";

/** One decision. Sizes are in bytes, times in milliseconds. */
export type DebugEvent =
  /** A libvips was loaded in this thread. */
  | { readonly event: "library"; readonly path: string; readonly origin: string; readonly version: string }
  /** A run was planned. `choices` are the planner's changes to make it fit. */
  | {
      readonly event: "plan";
      readonly name: string;
      readonly projected: Bytes;
      readonly scratch: Bytes;
      readonly threads: number;
      readonly stages: number;
      readonly choices: readonly string[];
    }
  /** The ledger of memory, or of disk, answered a request. `reserved` is the total after the answer. */
  | {
      readonly event: "reservation";
      readonly outcome: "granted" | "waits" | "refused";
      readonly name: string;
      readonly size: Bytes;
      readonly reserved: Bytes;
      readonly allowed: Bytes;
    }
  /** A run ended. */
  | {
      readonly event: "run";
      readonly outcome: "done" | "failed";
      readonly name: string;
      readonly projected: Bytes;
      readonly elapsedMs: number;
    }
  /** The allocator returned freed memory to the kernel. */
  | { readonly event: "trim"; readonly freed: Bytes }
  /** A worker thread was started. */
  | { readonly event: "thread"; readonly name: string };

const events = channel("sluice");
const log = debuglog("sluice");

/**
 * Publishes the event that `describe` returns. Without a subscriber it does not call `describe`, so an
 * event costs nothing.
 */
export function debug(describe: () => DebugEvent): void {
  if (!events.hasSubscribers && !log.enabled) return;
  const made = describe();
  events.publish(made);
  if (log.enabled) log("%s", line(made));
}

const sizes: ReadonlySet<string> = new Set(["projected", "scratch", "size", "reserved", "allowed", "freed"]);

/** `plan name="photo.jpg" projected="3.1 MB" threads=2 …`. */
function line({ event, ...fields }: DebugEvent): string {
  const words = Object.entries(fields).map(([name, value]) => {
    const shown = sizes.has(name) ? formatBytes(value as Bytes) : value;
    return `${name}=${JSON.stringify(shown)}`;
  });
  return [event, ...words].join(" ");
}
