/**
 * Widths on a terminal, and cutting text to one.
 * Not here: the frames made of such text (test/report/text/text.unit.test).
 * Read next: src/report/text/cells.ts.
 */
import { describe, expect, test } from "vitest";
import { cellWidth, filled, printable, shortened, wrapped } from "../../../src/report/text/cells.ts";

describe("the width", () => {
  test.each([
    ["", 0],
    ["plain", 5],
    ["8192 × 6144 → ½", 15],
    ["e\u0301", 1],
    ["写真", 4],
    ["ﾊﾝｶｸ", 4],
    ["한국어", 6],
    ["שלום", 4],
    ["🎉", 2],
    ["█▌▐│╭", 5],
    ["\u{20000}", 2],
  ])("of %j is %i", (text, width) => {
    expect(cellWidth(text)).toBe(width);
  });
});

describe("shortening", () => {
  test("takes the middle away, and nothing from what fits", () => {
    expect(shortened("photos/2019/IMG_2031.jpg", 24)).toBe("photos/2019/IMG_2031.jpg");
    expect(shortened("photos/2019/IMG_2031.jpg", 15)).toBe("photos/…031.jpg");
    expect(shortened("abc", 1)).toBe("…");
    expect(shortened("abc", 0)).toBe("");
  });

  test("keeps accents with their letters and never exceeds the width", () => {
    const text = "e\u0301写🎉".repeat(20);
    for (let width = 0; width < 40; width += 1) {
      const short = shortened(text, width);
      expect(cellWidth(short)).toBeLessThanOrEqual(width);
      expect(short).not.toMatch(/(?:^|…)\u0301/);
    }
  });

  test("fills up to the exact width on either side", () => {
    expect(filled("ab", 4)).toBe("ab  ");
    expect(filled("ab", 4, "right")).toBe("  ab");
    expect(filled("写真集", 5)).toBe("写…集");
    expect(filled("写真集写真集", 6)).toBe("写…集 ");
  });
});

describe("wrapping", () => {
  test("breaks between words, and within a word that is too long", () => {
    expect(wrapped("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapped("abcdefghij k", 4)).toEqual(["abcd", "efgh", "ij k"]);
    expect(wrapped("", 4)).toEqual([]);
    expect(wrapped("写真集", 1)).toEqual(["写", "真", "集"]);
  });
});

test("what a terminal would obey is not printed", () => {
  expect(printable("a\nb\u001b[31m\u202egpj\u2028\ud800")).toBe("a?b?[31m?gpj??");
  expect(printable("صورة")).toBe("صورة");
});
