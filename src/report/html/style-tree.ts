/**
 * The style sheet of the trees: a line down the left with one dot per node, boxes with bars, terms as a table.
 * Not here: the colours, and the rest of the page (report/html/style).
 * Read next: report/html/tree.
 */

/** One colour for each kind of memory, the same in every tree. */
const tags = [
  "decoder",
  "line-cache",
  "thread-buffers",
  "sink",
  "encoder",
  "pixels",
  "kernel",
  "scratch-index",
  "other",
]
  .map((tag) => `.t-${tag} { background: var(--${tag}); }`)
  .join("\n");

export const treeStyle = `
${tags}
.t-process { background: var(--process); }
.track .measured { background: var(--measured); }
.track .fits { background: var(--good); }
.track .over { background: var(--bad); }
.tree { padding: 4px 16px 16px 36px; }
.flow { margin: 0; padding: 0; list-style: none; }
.node { position: relative; padding: 0 0 14px 24px; font-size: 14px; line-height: 22px; }
.node::before { content: ""; position: absolute; left: 5px; top: 11px; bottom: -11px; border-left: 2px solid var(--line); }
.node:last-child::before { display: none; }
.node::after { content: ""; position: absolute; left: 0; top: 6px; width: 12px; height: 12px; border-radius: 50%; background: var(--card); border: 2px solid var(--faint); }
.boxed::after { top: 18px; background: var(--measured); border-color: var(--measured); }
.boxed + .boxed::before, .boxed::before { top: 24px; bottom: -24px; }
.node > h3 { color: var(--faint); font-weight: 600; }
.stage, .budget, .choices, .refusal { padding: 10px 16px 12px; border: 1px solid var(--line); border-radius: 8px; }
.budget, .choices { margin-top: 12px; }
.pair { display: grid; grid-template-columns: 68px minmax(0, 1fr) 76px; gap: 2px 12px; align-items: center; margin: 4px 0; }
.pair b { text-align: right; white-space: nowrap; font-size: 14px; }
.pair .track { height: 16px; }
.mark { position: absolute; top: 0; bottom: 0; width: 2px; margin-left: -2px; background: var(--text); }
.terms { width: 100%; border-collapse: collapse; margin-top: 6px; font-size: 13px; line-height: 20px; }
.terms th, .terms td { padding: 2px 12px 2px 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
.terms tr:first-child > * { border-top: 0; }
.terms th { width: 148px; white-space: nowrap; }
.terms .name { color: var(--faint); }
.terms .size, .terms .share { width: 84px; padding-right: 0; text-align: right; white-space: nowrap; }
.terms .share { width: 64px; color: var(--faint); }
.dot { display: inline-block; width: 10px; height: 10px; margin-right: 8px; border-radius: 2px; }
.choices ol { margin: 4px 0 0; padding-left: 20px; font-size: 14px; line-height: 22px; }
.change { white-space: nowrap; font-weight: 600; }
.refusal { margin-bottom: 12px; border-color: var(--bad); font-size: 14px; line-height: 22px; }
.refusal h3, .refusal p { color: var(--bad); }
.refusal .cure { color: var(--text); font-weight: 600; }
@media (max-width: 720px) {
  .tree { padding: 4px 12px 16px; }
  .node { padding-left: 20px; }
  .stage, .budget, .choices, .refusal { padding: 8px 10px 10px; }
  .pair { grid-template-columns: minmax(0, 1fr) auto; gap: 0 8px; grid-auto-flow: dense; }
  .pair .what { grid-column: 1; }
  .pair .track { grid-column: 1 / -1; }
  .pair b { grid-column: 2; }
  .terms tr { display: grid; grid-template-columns: minmax(0, 1fr) auto 52px; border-top: 1px solid var(--line); padding: 3px 0; }
  .terms tr:first-child { border-top: 0; }
  .terms th, .terms td { width: auto; padding: 0; border: 0; }
  .terms .name { grid-column: 1 / -1; grid-row: 2; padding-left: 18px; }
  .terms .name:has(bdi:empty) { display: none; }
}
@media print {
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
