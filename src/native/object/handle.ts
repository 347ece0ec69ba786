/**
 * One reference to a GObject, released in the scope that took it.
 * Not here: freeing objects by garbage collection; a handle that is collected undisposed is reported, not released.
 * Read next: native/object/image-handle.
 */
import { DisposedError } from "../../core/errors.ts";
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { forgetHandle, noteHandle } from "./live-handles.ts";

/** Warns about every handle that was collected without dispose. */
const collected = new FinalizationRegistry<{ kind: string; madeAt: string }>(({ kind, madeAt }) => {
  process.emitWarning(`a ${kind} was never disposed; it was made at ${madeAt}`, { code: "SLUICE_LEAK" });
});

/** Recording where each handle is made costs a stack trace each, so it happens only on request. */
const recordsPlace = process.env["SLUICE_TRACE_LEAKS"] === "1";

/** Owns exactly one reference. The constructor takes over a reference that the caller already holds. */
export class Handle implements Disposable {
  #address: Pointer | undefined;
  readonly #slot: number | undefined;
  readonly kind: string;

  constructor(address: Pointer, kind: string) {
    this.#address = address;
    this.#slot = noteHandle(address, kind.startsWith("operation "));
    this.kind = kind;
    const madeAt = recordsPlace ? (new Error().stack ?? "") : "an unrecorded place (set SLUICE_TRACE_LEAKS=1)";
    collected.register(this, { kind, madeAt }, this);
  }

  /** @throws {DisposedError} after {@link dispose}. */
  get address(): Pointer {
    if (this.#address === undefined) {
      throw new DisposedError(`this ${this.kind} is disposed`, { cure: "Keep it in scope for as long as it is used." });
    }
    return this.#address;
  }

  get disposed(): boolean {
    return this.#address === undefined;
  }

  dispose(): void {
    if (this.#address !== undefined) native().g_object_unref(this.give());
  }

  /** Transfers the reference to the caller; the handle counts as disposed afterwards. */
  give(): Pointer {
    const { address } = this;
    this.#address = undefined;
    collected.unregister(this);
    forgetHandle(this.#slot);
    return address;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** Takes a further reference to an object that has another owner. */
export function takeReference(address: Pointer): Pointer {
  native().g_object_ref(address);
  return address;
}
