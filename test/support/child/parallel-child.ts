/**
 * Encodes one picture twenty times at once in a process with a small budget: `parallel-child.ts <memory> <picture>`.
 * Not here: judging it; the outcome goes to stdout as JSON.
 * Read next: test/run/admission/parallel.soak.test.ts.
 */
import { configure, isSluiceError, open } from "../../../src/index.ts";

const [memory = "", picture = ""] = process.argv.slice(2);
configure({ memory, threads: 2 });

async function encodeOnce(index: number): Promise<string> {
  try {
    using image = await open(picture);
    using thumbnail = image.thumbnail(200 + index);
    const bytes = await thumbnail.encode("webp");
    return bytes.length > 100 ? "done" : "empty";
  } catch (error) {
    return isSluiceError(error) ? error.tag : String(error);
  }
}

const outcomes = await Promise.all(Array.from({ length: 20 }, (_, index) => encodeOnce(index)));
let late = "none";
try {
  configure({ memory: "1GB" });
} catch (error) {
  late = isSluiceError(error) ? error.tag : String(error);
}
process.stdout.write(`${JSON.stringify({ outcomes, late })}\n`);
