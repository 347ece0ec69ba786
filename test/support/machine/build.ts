/**
 * What tests of the command and of the package need before the first of them: the build.
 * Not here: when there is something to build (scripts/build-once.ts).
 * Read next: scripts/build-once.ts.
 */
export { buildOnce as default } from "../../../scripts/build-once.ts";
