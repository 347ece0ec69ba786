/**
 * An explanation as a tree on the page: the inputs, the stages one after the other, the outputs, and the budget.
 * Not here: the rows that contain the trees (report/html/rows).
 * Read next: report/html/stage, report/html/budget.
 */
import type { ExplainedInput, ExplainedOutput, Explanation } from "../../graph/output/explanation.ts";
import { inputWords, outputWords, threadWords } from "../described.ts";
import { budgetBox, choiceList, refusalBox } from "./budget.ts";
import { html, type Markup } from "./html.ts";
import { stageBox } from "./stage.ts";

const maxInputs = 12;

export function explanationTree(explanation: Explanation): Markup {
  const { inputs, stages, output, outputs, steps, threads } = explanation;
  const shown = inputs.slice(0, maxInputs);
  const nothing = outputs === undefined ? "nothing but another format" : "nothing in common but the decode";
  const does = steps.length === 0 ? nothing : steps.join(" → ");
  return html`<div class="tree">
    ${refusalBox(explanation)}
    <ol class="flow">
    ${shown.map(inputNode)}
    ${inputs.length > shown.length && html`<li class="node"><p>and ${inputs.length - shown.length} more inputs</p></li>`}
    <li class="node"><h3>steps</h3><p><bdi>${does}</bdi></p><p class="note">on ${threadWords(threads)}</p></li>
    ${stages.map((stage) => html`<li class="node boxed">${stageBox(stage, explanation)}</li>`)}
    ${(outputs ?? [output]).map(outputNode)}
    </ol>
    ${choiceList(explanation)}
    ${budgetBox(explanation)}
    </div>`;
}

function outputNode({ steps = [], ...output }: ExplainedOutput): Markup {
  return html`<li class="node"><h3>output</h3>
    ${output.name !== undefined && html`<p class="file"><bdi>${output.name}</bdi></p>`}
    <p>${outputWords(output)}</p>
    ${steps.length > 0 && html`<p class="note"><bdi>${steps.join(" → ")}</bdi></p>`}
    ${output.told.length > 0 && html`<p class="note"><bdi>told ${output.told.join(", ")}</bdi></p>`}</li>`;
}

function inputNode(input: ExplainedInput): Markup {
  const { name, loaded } = input;
  return html`<li class="node"><h3>input</h3><p class="file"><bdi>${name}</bdi></p>
    <p>${inputWords(input)}</p>${loaded !== undefined && html`<p class="note">loads ${loaded}</p>`}</li>`;
}
