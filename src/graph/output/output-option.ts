/**
 * What an entry in the table of output options says.
 * Not here: the entries (graph/output/options), or the kinds of values (graph/output/option-kinds).
 * Read next: graph/output/options.
 */
import type { OutputFormat } from "./encoding.ts";
import type { OptionKind } from "./option-kinds.ts";

export interface OutputOption {
  /** One sentence: what it is, and for whom it is where only some should want it. */
  readonly text: string;
  readonly kind: OptionKind;
  readonly formats: { readonly [F in OutputFormat]?: OptionOfFormat };
  /** A value for the cure of an error. */
  readonly example?: string | number;
  /** As {@link OptionOfFormat}, of all formats that say nothing else. */
  readonly default?: OptionOfFormat["default"];
  readonly saver?: OptionOfFormat["saver"];
  readonly flag?: string;
  /** The letter of a short flag. */
  readonly letter?: string;
}

/** What one format has of its own. */
export interface OptionOfFormat {
  /** A value, which libvips' saver is given; or, in words, what happens without one. */
  readonly default?: string | number | boolean | { readonly words: string };
  /** Instead of the kind's own. */
  readonly min?: number;
  readonly max?: number;
  readonly only?: readonly number[];
  readonly words?: readonly string[];
  readonly also?: readonly string[];
  /** What else must be asked for. */
  readonly needs?: Need;
  /**
   * How libvips' saver is told: the name of its argument, or what makes arguments of a value; null where a value takes
   * another way (run/output/savers). Default: the option's name with underscores.
   */
  readonly saver?: string | ((value: never) => Readonly<Record<string, unknown>>) | null;
  /** The command's flag, without its dashes. Default: the option's name with dashes. */
  readonly flag?: string;
}

export interface Need {
  readonly option: string;
  readonly values: readonly (string | number | boolean)[];
  /** As the end of `levels is of …`. */
  readonly of: string;
}
