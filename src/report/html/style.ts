/**
 * The style sheet of the page: its colours in light and dark, the summary, the chart and the rows.
 * Not here: the trees within the rows (report/html/style-tree).
 * Read next: report/html/page.
 */

/** Text has a contrast of 4.5 and more to its background, marks of 3 and more; the tests measure it. */
const colours = `
:root {
  color-scheme: light dark;
  --ground: #f4f6f9; --card: #ffffff; --inset: #eef1f5; --line: #d5dbe3; --text: #171c26; --faint: #566072;
  --measured: #1161c9; --measured-area: #1161c926; --reserved: #7a4fd0; --process: #69748a; --process-area: #69748a2e;
  --good: #137046; --bad: #b3261e; --warn: #8a5300; --skip: #566072;
  --decoder: #2f6fed; --line-cache: #0b8a9e; --thread-buffers: #8a4fe0; --sink: #b06a00; --encoder: #d3366e;
  --pixels: #23874b; --kernel: #5f7d12; --scratch-index: #5d6f8f; --other: #848e9e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1116; --card: #161b22; --inset: #1f2630; --line: #303946; --text: #e6eaf0; --faint: #9aa6b6;
    --measured: #58a6ff; --measured-area: #58a6ff2e; --reserved: #b392f0; --process: #8793a5; --process-area: #8793a52e;
    --good: #4cc38a; --bad: #ff8b80; --warn: #e3b04b; --skip: #9aa6b6;
    --decoder: #6ea8fe; --line-cache: #35bfd3; --thread-buffers: #b794ff; --sink: #e39f45; --encoder: #f27aa6;
    --pixels: #51c57f; --kernel: #a7c957; --scratch-index: #93a4c4; --other: #778396;
  }
}`;

const page = `
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1120px; padding: 24px 24px 48px; background: var(--ground); color: var(--text);
  font: 15px/24px system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
  font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 24px; line-height: 32px; }
h2 { margin: 32px 0 12px; font-size: 18px; line-height: 24px; }
h3 { margin: 0; font-size: 14px; line-height: 24px; }
p { margin: 0; }
.note, .what, footer, figcaption, dt { color: var(--faint); font-size: 13px; line-height: 20px; }
.file, .result { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 13px; line-height: 20px; }
.bad { color: var(--bad); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.verdict { margin: 8px 0 16px; font-size: 17px; font-weight: 600; }
.verdict.good { color: var(--good); }
.verdict.bad { color: var(--bad); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 0 0 16px; padding: 0; list-style: none; }
.tiles li { display: grid; align-content: start; padding: 12px 16px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.tiles b { font-size: 24px; line-height: 32px; font-weight: 650; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 2px 24px; margin: 12px 0 0; }
.facts div:first-child { grid-column: 1 / -1; }
.facts div { display: flex; gap: 8px; }
.facts dt { flex: 0 0 76px; }
.facts dd { margin: 0; font-size: 13px; line-height: 20px; min-width: 0; }
.track { position: relative; display: flex; gap: 1px; height: 12px; border-radius: 3px; background: var(--inset); overflow: hidden; }
.track > i { display: block; min-width: 1px; }
.outcomes .track { margin-bottom: 4px; }
.outcomes i { min-width: 4px; }
i.o-ok, i.o-planned { background: var(--good); }
i.o-degraded { background: var(--warn); }
i.o-failed, i.o-refused { background: var(--bad); }
i.o-skipped { background: var(--other); }
footer { margin-top: 32px; }`;

const chart = `
.chart { margin: 0; padding: 20px 20px 12px 84px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.plot { position: relative; height: 260px; }
.plot svg { display: block; width: 100%; height: 100%; overflow: visible; }
.chart path { fill: none; vector-effect: non-scaling-stroke; }
.chart .grid { stroke: var(--line); stroke-width: 1; }
.chart .area, .spark .area { fill: var(--measured-area); }
.chart path.measured, .spark .measured { fill: none; stroke: var(--measured); stroke-width: 2; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.chart path.reserved { stroke: var(--reserved); stroke-width: 1.5; }
.chart path.allowed { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 7 5; }
.chart rect.process { fill: var(--process-area); }
.chart .hint { fill: transparent; }
.chart .hint:hover { fill: var(--process-area); }
.peak { position: absolute; width: 10px; height: 10px; margin: 0 0 -5px -5px; border-radius: 50%; background: var(--measured); border: 2px solid var(--card); pointer-events: none; }
.axis-y span { position: absolute; right: 100%; margin: 0 10px -10px 0; white-space: nowrap; }
.axis-x { position: relative; height: 20px; margin-top: 4px; }
.axis-x span { position: absolute; transform: translateX(-50%); white-space: nowrap; }
.axis-x span:first-child { transform: none; }
.axis-y, .axis-x { color: var(--faint); font-size: 12px; line-height: 20px; }
.lanes { margin: 8px 0 0; }
.lanes svg { display: block; width: 100%; height: 100%; }
.lanes rect { fill: var(--good); }
.lanes .o-degraded { fill: var(--warn); }
.lanes .o-failed, .lanes .o-refused { fill: var(--bad); }
.lanes .o-skipped { fill: var(--other); }
figcaption { display: flex; flex-wrap: wrap; gap: 2px 20px; margin-top: 10px; }
.key { display: inline-flex; align-items: center; gap: 7px; }
.key i { width: 18px; height: 0; flex: none; border-top: 3px solid var(--measured); }
.key i.reserved { border-top-color: var(--reserved); }
.key i.allowed { border-top: 3px dashed var(--bad); }
.key i.process { height: 12px; border: 0; background: var(--process-area); }
.spark { margin-top: 8px; }
.spark svg { display: block; width: 100%; height: 40px; background: var(--inset); border-radius: 3px; }
.memory ~ .images .rows > li:only-child .spark { display: none; }`;

const rows = `
.filters { display: flex; flex-wrap: wrap; gap: 8px; margin: 0 0 12px; padding: 0; border: 0; }
.filters label { padding: 1px 12px; border: 1px solid var(--line); border-radius: 99px; background: var(--card); font-size: 13px; cursor: pointer; }
.filters input { margin: 0 6px 0 0; vertical-align: -2px; accent-color: var(--measured); }
.head, .row { display: grid; grid-template-columns: minmax(0, 5fr) 84px 104px 104px 84px minmax(0, 4fr); gap: 0 16px; }
.head { padding: 0 16px 4px 36px; color: var(--faint); font-size: 13px; line-height: 20px; }
.head span:nth-child(n + 3):nth-child(-n + 5), .row > .cell { text-align: right; }
.rows { margin: 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: 10px; background: var(--card); overflow: hidden; }
.rows > li { border-top: 1px solid var(--line); }
.rows > li:first-child { border-top: 0; }
.row { position: relative; padding: 8px 16px 8px 36px; align-items: start; }
summary.row { cursor: pointer; list-style: none; }
summary.row::-webkit-details-marker { display: none; }
summary.row::before { content: ""; position: absolute; left: 16px; top: 15px; border: 5px solid transparent; border-left: 7px solid var(--faint); }
details[open] > summary.row::before { transform: rotate(90deg); transform-origin: 3px 5px; }
summary.row:hover { background: var(--inset); }
summary.row:focus-visible, .filters label:focus-within { outline: 2px solid var(--measured); outline-offset: -2px; }
.cell::before { content: attr(data-what) " "; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.none { color: var(--faint); }
.level { --bar: var(--measured); background: linear-gradient(var(--bar), var(--bar)) no-repeat right bottom / max(1px, var(--share)) 3px; padding-bottom: 4px; margin-bottom: -4px; }
.level.over { --bar: var(--bad); }
.reason { grid-column: 1 / -1; margin-top: 2px; color: var(--bad); font-size: 13px; line-height: 20px; }
.o-degraded .reason { color: var(--warn); }
.o-skipped .reason { color: var(--skip); }
.chip { font-size: 13px; font-weight: 600; color: var(--good); }
.o-degraded .chip { color: var(--warn); }
.o-failed .chip, .o-refused .chip { color: var(--bad); }
.o-skipped .chip { color: var(--skip); }
.result[data-size]:not([data-size=""])::after { content: " " attr(data-size); font-family: system-ui, sans-serif; }
.result { color: var(--faint); font-size: 13px; line-height: 20px; padding-top: 2px; }
.row > .file { padding-top: 2px; }
${["ok", "degraded", "failed", "refused", "skipped", "planned"]
  .map((outcome) => `body:has(#show-${outcome}:checked) .rows > li:not(.o-${outcome})`)
  .join(",\n")} { display: none; }
@media (max-width: 720px) {
  body { padding: 16px 12px 32px; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 8px; }
  .tiles li { padding: 8px 12px; }
  .tiles b { font-size: 20px; line-height: 28px; }
  .facts { grid-template-columns: 1fr; }
  .chart { padding: 16px 12px 12px 66px; }
  .plot { height: 200px; }
  .axis-x span:nth-child(even) { display: none; }
  .head { display: none; }
  .row { grid-template-columns: 1fr 1fr; gap: 2px 12px; padding: 10px 12px 10px 30px; }
  summary.row::before { left: 11px; top: 16px; }
  .row > .file, .row > .result { grid-column: 1 / -1; }
  .row > .cell { text-align: left; }
  .cell::before { position: static; width: auto; height: auto; overflow: visible; clip-path: none; color: var(--faint); font-size: 13px; }
  .row > .cell.none { display: none; }
  .row > .cell { font-size: 14px; }
  .level { background-position: left bottom; padding-bottom: 3px; margin-bottom: 0; }
}
@media print {
  body { max-width: none; background: none; }
  .filters { display: none; }
}`;

export const pageStyle = `${colours}${page}${chart}${rows}`;
