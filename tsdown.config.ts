import { defineConfig } from "tsdown";

export default defineConfig({
  // Flat, so that a chunk finds the workers' files beside itself.
  entry: {
    index: "src/index.ts",
    internals: "src/internals.ts",
    cli: "src/cli/main.ts",
    "native-worker": "src/native/thread/native-worker.ts",
    "callback-worker": "src/native/thread/callback-worker.ts",
    "libhdf5-worker": "src/store/hdf5/libhdf5/libhdf5-worker.ts",
    "pack-worker": "src/store/tiff/pack-worker.ts",
    "kernel-worker": "src/run/kernel/kernel-worker.ts",
  },
  format: "esm",
  platform: "node",
  target: "node20.19",
  outDir: "dist",
  fixedExtension: false,
  dts: true,
  sourcemap: false,
  clean: true,
});
