/**
 * Questions to a page in the browser, as text: they run there, where this project's types and modules are not.
 * Not here: what the answers should be (test/report/html/page-in-browser.soak.test).
 * Read next: test/report/html/page-in-browser.soak.test.ts.
 */

/** Elements that reach beyond the window's right edge; none when the page does not scroll sideways. */
export const overflowing = `(() => {
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
    .map((element) => element.tagName + "." + element.getAttribute("class"));
})()`;

/** Words whose contrast to what is behind them is below 4.5, as WCAG counts it. */
export const contrastFaults = `(() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const over = ([r, g, b, a = 1], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a)];
  const behind = (element) => {
    if (element === null) return [255, 255, 255];
    const colour = numbers(getComputedStyle(element).backgroundColor);
    return colour[3] === undefined || colour[3] === 1 ? colour : over(colour, behind(element.parentElement));
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((each) => (each / 255 <= 0.04045 ? each / 255 / 12.92 : ((each / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const faults = new Set();
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
    if (!own || element.closest("svg") !== null) continue;
    if (!element.checkVisibility()) continue;
    const back = behind(element);
    const ratio = contrast(over(numbers(getComputedStyle(element).color), back), back);
    if (ratio < 4.5) faults.add(element.tagName + "." + element.className + " " + ratio.toFixed(2));
  }
  for (const element of document.querySelectorAll(".track > i, .dot")) {
    const ratio = contrast(behind(element), behind(element.parentElement.parentElement));
    if (ratio < 3) faults.add("mark " + element.className + " " + ratio.toFixed(2));
  }
  return [...faults];
})()`;

/** The boxes of the main regions in whole steps of 8 pixels. */
export const regionBoxes = `Object.fromEntries(
  ["header", ".verdict", ".tiles", ".chart", ".plot", ".axis-x", "figcaption", ".rows", ".row", ".flow", ".stage",
    ".pair", ".terms", ".budget", "footer"]
    .map((selector) => [selector, document.querySelector(selector)])
    .filter(([, element]) => element?.checkVisibility())
    .map(([selector, element]) => [selector, element.getBoundingClientRect()])
    .map(([selector, box]) => [selector, [box.x, box.y, box.width, box.height].map((each) => Math.round(each / 8) * 8)]),
)`;
