"use strict";
// The text, each cited stretch of it a link to its cards.

studygen.text = (({ dom, data, selection, lineup, stage, views }) => {
  const { NARROW, CALM, by, element, counted, direction, onLink } = dom;
  const DARKEST = 5; // notes: cited by more, a stretch is shaded no darker
  const stretches = []; // each as {link, notes}
  const stretchesOf = new Map(); // of a note

  /** Make the text, when it is looked at for the first time. */
  function build() {
    if (by("text").childElementCount) return;
    by("text").append(...data.texts.map(article));
  }

  function article({ language, title, author, paragraphs }) {
    const head = [element("h2", {}, title), element("p", { class: "author" }, author)];
    return element("article", { lang: language, dir: direction(language) }, ...head, ...paragraphs.map(paragraph));
  }

  function paragraph(pieces, index) {
    const number = index + 1;
    const mark = element("span", { class: "number", "aria-label": `Paragraph ${number}` }, `¶${number}`);
    return element("p", {}, mark, ...pieces.map(stretch));
  }

  function stretch([words, citing]) {
    if (!citing.length) return words;
    const notes = citing.map((index) => data.notes[index]);
    const link = element("a", { href: "#cards", class: "cited", "data-stretch": stretches.length }, words);
    const made = { link, notes };
    stretches.push(made);
    for (const note of notes) stretchesOf.set(note, [...(stretchesOf.get(note) ?? []), made]);
    return link;
  }

  /** Shade each stretch by how many chosen notes cite it. */
  function dim() {
    for (const { link, notes } of stretches) {
      const chosen = notes.filter(selection.has);
      link.classList.toggle("off", !chosen.length);
      link.style.setProperty("--n", Math.min(chosen.length, DARKEST));
      link.title = chosen.length ? counted(data.cardsOf(chosen).length, "card") : "no chosen card";
    }
  }

  /** Mark what the card that is up rests on. */
  function mark() {
    for (const link of by("text").querySelectorAll(".here")) link.classList.remove("here");
    if (by("text").hidden) return;
    for (const { link } of stretchesOf.get(lineup.current?.note) ?? []) link.classList.add("here");
  }

  function show() {
    build();
    dim();
    mark();
  }

  /** Show what the card that is up rests on, and scroll to one of its quotations. */
  function showPassage(index) {
    views.open("text");
    const { note } = lineup.current;
    const found = stretchesOf.get(note);
    if (!found) return; // a pair of entries from two texts is found in neither
    const start = note.quotes[index][1].split(" […] ")[0].slice(0, 12);
    const begins = ({ link }) => link.textContent.replace(/\s+/gu, " ").startsWith(start);
    const { link } = found.find(begins) ?? found[0];
    link.scrollIntoView({ block: "center", behavior: CALM.matches ? "auto" : "smooth" });
    if (NARROW.matches) stage.close();
    link.focus({ preventScroll: true });
  }

  function start() {
    views.opened.on((view) => view === "text" && show());
    selection.changed.on(() => by("text").hidden || dim());
    lineup.shown.on(mark);
    onLink("text", "a.cited", (link) => stage.showCardsOf(stretches[link.dataset.stretch].notes, "this passage"));
    onLink("passages", "a", (link) => {
      showPassage(Number(link.dataset.quote));
      history.replaceState(null, "", "#text");
    });
  }

  return { start };
})(studygen);
