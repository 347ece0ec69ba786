/**
 * placeholder
 */
import { UnsupportedError } from "../../core/errors.ts";
import type { PixelStore } from "../store.ts";
import type { DatasetInfo } from "./choose-dataset.ts";
import type { OpenHdf5Options } from "./open-hdf5.ts";

export async function generalDatasets(path: string): Promise<readonly DatasetInfo[]> {
  throw new UnsupportedError("not yet", { path, cure: "wait" });
}
export async function openGeneral(path: string, _options: OpenHdf5Options): Promise<PixelStore> {
  throw new UnsupportedError("not yet", { path, cure: "wait" });
}
