"use strict";
// On paper: the chosen cards as a list of question, answer and passage.

studygen.paper = (({ dom: { by, element, counted }, data, cards, selection }) => {
  function layOut() {
    const about = [counted(selection.cards.length, "card"), selection.where, selection.looked.trim()];
    by("print").replaceChildren(
      element("h1", {}, data.title),
      element("p", { class: "quiet" }, about.filter(Boolean).join(" · ")),
      element("ol", {}, ...selection.cards.map(item)),
    );
  }

  function item({ note, card }) {
    const kind = data.entries[note.entries[0]].kind;
    const asked = card.question + (card.shown ?? "");
    const parts = [part("asks", asked), part("answers", card.answer), source(note, card)];
    return element("li", { "data-kind": kind, lang: note.language }, ...parts);
  }

  function part(name, html) {
    return element("div", { class: name, dir: "auto" }, ...cards.nodes(html, { media: data.media, answer: null }));
  }

  function source(note, card) {
    const speaker = card.speaker ? element("b", {}, `${card.speaker}: `) : "";
    const quotes = note.quotes.map(([locator, quoted]) => [
      element("q", { dir: "auto" }, quoted), " ", element("span", {}, locator), "  ",
    ]);
    return element("p", { class: "rests" }, speaker, ...quotes.flat());
  }

  function start() {
    addEventListener("beforeprint", layOut);
    addEventListener("afterprint", () => by("print").replaceChildren());
  }

  return { start };
})(studygen);
