/**
 * How Sluice, the vips commands, sharp and Pillow do each job, as commands. With a limit, each as frugally as it can.
 * Not here: the limit. The kernel sets it, and only Sluice gets its value.
 * Read next: bench/limits/limits.ts, bench/limits/sharp-job.mjs, bench/limits/pillow-job.py.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { vipsCommand } from "../shown/machine.ts";
import type { Job, JobName } from "./jobs.ts";

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface LimitContender {
  readonly name: string;
  /** `megabytes` is the limit, if there is one. */
  readonly commandFor: (job: Job, input: string, output: string, megabytes: number | undefined) => Command;
}

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const cli = beside("../../dist/cli.js");

const sluiceWords: Readonly<Record<JobName, readonly string[]>> = {
  thumbnail: ["thumbnail 500"],
  progressive: ["thumbnail 500"],
  blur: ["gaussblur 2", "--tile"],
  convert: ["copy"],
  rotate: ["rot d90"],
};

const sluice: LimitContender = {
  name: "Sluice",
  commandFor: ({ name }, input, output, megabytes) => {
    const [pipeline = "", ...coding] = sluiceWords[name];
    const budget = megabytes === undefined ? [] : ["--memory", `${megabytes}MB`];
    const words = ["apply", pipeline, input, "-o", output, ...coding, "--overwrite", "--quiet", ...budget];
    const env = { SLUICE_MEMORY: undefined, SLUICE_LIBVIPS: undefined };
    return { command: process.execPath, args: [cli, ...words], env };
  },
};

const vipsWords: Readonly<Record<JobName, (input: string, output: string) => readonly string[]>> = {
  thumbnail: (input, output) => ["vipsthumbnail", input, "--size", "500", "-o", `${output}[Q=80]`],
  progressive: (input, output) => ["vipsthumbnail", input, "--size", "500", "-o", `${output}[Q=80]`],
  blur: (input, output) => [
    "vips",
    "gaussblur",
    input,
    `${output}[tile,compression=deflate,predictor=horizontal]`,
    "2",
  ],
  convert: (input, output) => ["vips", "copy", input, `${output}[Q=80]`],
  rotate: (input, output) => ["vips", "rot", input, `${output}[Q=80]`, "d90"],
};

const vips: LimitContender = {
  name: "vips commands",
  commandFor: ({ name }, input, output, megabytes) => {
    const [command = "", ...args] = vipsWords[name](input, output);
    // The bundled libvips sets VIPSHOME in the environment. Another libvips would search it for its modules.
    const env = { VIPSHOME: undefined, VIPS_CONCURRENCY: megabytes === undefined ? undefined : "1" };
    return { command, args, env };
  },
};

const sharp: LimitContender = {
  name: "sharp",
  commandFor: ({ name }, input, output, megabytes) => {
    const threads = megabytes === undefined ? "0" : "1";
    return { command: process.execPath, args: [beside("sharp-job.mjs"), name, input, output, threads] };
  },
};

const python = "/usr/bin/python3";

const pillow: LimitContender = {
  name: "Pillow",
  commandFor: ({ name }, input, output) => ({ command: python, args: [beside("pillow-job.py"), name, input, output] }),
};

/** The contenders that are installed here. */
export function limitContenders(): LimitContender[] {
  return [
    sluice,
    ...(vipsCommand() === undefined ? [] : [vips]),
    sharp,
    ...(pillowVersion() === undefined ? [] : [pillow]),
  ];
}

/** Undefined if the system's Python has no Pillow. */
export function pillowVersion(): string | undefined {
  try {
    return execFileSync(python, ["-c", "import PIL; print(PIL.__version__)"], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
