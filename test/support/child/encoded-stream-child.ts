/**
 * Reads a little of a stream of encoded bytes. Then exits, or simply has no more work, depending on its argument.
 * Not here: judging the exit code.
 * Read next: test/stream/encoded.process.test.ts.
 */
import { once } from "node:events";
import { Image } from "../../../src/index.ts";

const stream = Image.gaussnoise(20_000, 20_000).gaussblur(5).cast("uchar").stream("png");
stream.read();
await once(stream, "readable");
process.stdout.write("read\n");
if (process.argv[2] === "exit") process.exit(3);
