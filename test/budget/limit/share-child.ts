/**
 * Forks two processes with a share of its budget each, and prints what all three may use and hold.
 * Not here: what is expected; run by budget/limit/share.process.test in a process of its own.
 * Read next: budget/limit/share.process.test.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { compose, configure, share } from "../../../src/compose.ts";

if (process.send === undefined) await forkTwo();
else await tell();

async function tell(): Promise<void> {
  const { limit, ledger } = await compose();
  process.send?.({ origin: limit.origin, allowed: ledger.allowed });
  process.disconnect();
}

async function forkTwo(): Promise<void> {
  configure({ memory: "700MB" });
  const holdings: (readonly string[])[] = [];
  const { ledger } = await compose();
  const note = () =>
    holdings.push(
      ledger
        .holdings()
        .map(({ owner, size }) => `${owner.tag} ${size}`)
        .slice(1),
    );
  const children = ["200MB", 150_000_000].map(async (size) => {
    const part = await share(size);
    const child = fork(fileURLToPath(import.meta.url), { env: { ...process.env, ...part.env } });
    const [told] = await once(child, "message");
    note();
    if (child.exitCode === null) await once(child, "exit");
    part.dispose();
    return told;
  });
  const told = await Promise.all(children);
  note();
  const refusal = await share("690MB").catch((error: { tag: string }) => error.tag);
  console.log(JSON.stringify({ told, holdings, refusal }));
}
