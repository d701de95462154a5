"use strict";
// Answers to type: the box on the front of a card, and on its back the comparison, as Anki's reviewer makes both.

studygen.typed = (({ alike }) => {
  const MARK = /\[\[type:([^\]]+)\]\]/gu;

  const has = (text) => text.includes("[[type:");

  /** Yield the pieces of a text: words, and in place of each mark the box, or what comes of the answer given. */
  function* pieces(document, text, answer) {
    let at = 0;
    for (const mark of text.matchAll(MARK)) {
      yield text.slice(at, mark.index);
      yield answer ? compared(document, answer.given, answer.expected[mark[1]] ?? "") : box(document);
      at = mark.index + mark[0].length;
    }
    yield text.slice(at);
  }

  function box(document) {
    const input = document.createElement("input");
    input.type = "text";
    input.id = "typeans";
    input.autocomplete = "off";
    input.setAttribute("aria-label", "Type the answer");
    return input;
  }

  /** What was typed above what was expected; what was expected alone, if either is enough. */
  function compared(document, given, expected) {
    const made = (name, attributes) => Object.assign(document.createElement(name), attributes);
    const span = ([className, textContent]) => made("span", { className, textContent });
    const [one, other] = [given, expected].map((text) => [...text.normalize("NFC").trim()]);
    const code = made("code", { id: "typeans" });
    if (!one.length) {
      code.textContent = other.join("");
      return code;
    }
    const { above, below } = lines(one, other);
    code.append(...above.map(span));
    if (one.join("") !== other.join("")) {
      const arrow = made("span", { className: "", id: "typearrow", textContent: "↓" });
      code.append(made("br"), arrow, made("br"), ...below.map(span));
    }
    return code;
  }

  /** The two lines of a comparison, as stretches of [Anki's class, characters]. */
  function lines(one, other) {
    const [above, below] = [[], []];
    let [i, j] = [0, 0];
    for (const [from, low, length] of [...alike.sharedStretches(one, other), [one.length, other.length, 0]]) {
      if (from > i) above.push(["typeBad", one.slice(i, from).join("")]);
      else if (low > j) above.push(["typeMissed", "-".repeat(low - j)]);
      if (low > j) below.push(["typeMissed", other.slice(j, low).join("")]);
      if (length) {
        const same = ["typeGood", one.slice(from, from + length).join("")];
        above.push(same);
        below.push(same);
      }
      [i, j] = [from + length, low + length];
    }
    return { above, below };
  }

  return { has, pieces };
})(studygen);
