/**
 * An explanation as text for terminals: one frame with the inputs, steps and outputs, the stages with their
 * terms, and the budget.
 * Not here: the same as data (report/json) or as a page (report/html/page).
 * Read next: report/text/facts, report/text/stage, report/text/budget.
 */
import type { Explanation } from "../../graph/output/explanation.ts";
import { budgetSection, refusalSection } from "./budget.ts";
import { choicesSection, factsSection } from "./facts.ts";
import { framed, innerWidth } from "./frame.ts";
import { inkFor } from "./ink.ts";
import { stageSections } from "./stage.ts";

export interface TextOptions {
  /** Whether to use colours. Default false. */
  readonly colour?: boolean | undefined;
  /** Cells of a line; 80 at most, 48 at least. Default 80. */
  readonly columns?: number | undefined;
  /** Whether to list every input and every term, however small. Default false. */
  readonly verbose?: boolean | undefined;
}

/** Lines, without a line break at the end. No line is wider than `columns`, however long the names are. */
export function explanationText(explanation: Explanation, options: TextOptions = {}): string {
  const { colour = false, columns = 80, verbose = false } = options;
  const frameWidth = Math.max(48, Math.min(80, Math.floor(columns)));
  const width = innerWidth(frameWidth);
  const ink = inkFor(colour);
  const { choices, refusal } = explanation;
  const sections = [
    factsSection(explanation, { width, verbose, ink }),
    ...stageSections(explanation, { width, verbose, ink }),
    ...(choices.length > 0 ? [choicesSection(explanation, { width, verbose, ink })] : []),
    budgetSection(explanation, width, ink),
    ...(refusal === undefined ? [] : [refusalSection(refusal, width, ink)]),
  ];
  return framed(sections, frameWidth, ink);
}
