"use strict";
// The list of the chosen cards: a part of it at a time, since there may be ten thousand.

studygen.list = (({ dom: { by, element, digits, onClick }, words, marks, data, selection, lineup, stage }) => {
  const AT_ONCE = 60;
  const WHEN_ASKED = 200;
  let listed = []; // the cards that the list is made of
  let rows = 0;

  function fill() {
    by("list").replaceChildren();
    listed = selection.cards;
    rows = 0;
    extend(AT_ONCE);
  }

  function extend(number) {
    by("list").append(...listed.slice(rows, rows + number).map(row));
    rows = Math.min(rows + number, listed.length);
    by("more").hidden = rows >= listed.length;
    by("more").textContent = `Show more of the other ${digits(listed.length - rows)}`;
    mark();
  }

  function row(each) {
    const { note, card, index } = each;
    const entry = data.entries[note.entries[0]];
    const places = [...new Set(note.quotes.map(([locator]) => locator))].join(" ");
    const head = element("span", { class: "what" }, `${entry.kind} · ${card.name} `, element("i", {}, places));
    const button = element("button", { type: "button", "data-card": index }, head, ...said(each));
    return element("li", { "data-kind": entry.kind }, button);
  }

  /** What the card asks and, of words that are looked for and are not in that, where else they are. */
  function said(each) {
    const { phrases } = selection;
    const { language: lang } = each.note;
    const [question, ...others] = data.textsOf(each).texts;
    const missing = phrases.filter((phrase) => !words.has(words.folded(question), [phrase]));
    const placeOf = (phrase) => others.find((text) => words.has(words.folded(text), [phrase]));
    const places = new Set(missing.map(placeOf));
    return [
      element("span", { class: "asked", lang, dir: "auto" }, ...marks.marked(question, phrases)),
      ...[...places].map((text) => element("span", { class: "elsewhere", lang, dir: "auto" }, ...marks.excerpt(text, phrases))),
    ];
  }

  const marked = () => by("list").querySelector("[aria-current]");

  /** Mark the card that is up. */
  function mark() {
    const { current } = lineup;
    marked()?.removeAttribute("aria-current");
    const button = current && by("list").querySelector(`[data-card="${current.index}"]`);
    button?.setAttribute("aria-current", "true");
    if (button && !by("cards").hidden) button.scrollIntoView({ block: "nearest" });
  }

  /** Put the focus on the card that is up. */
  const focus = () => marked()?.focus();

  function start() {
    selection.changed.on(fill);
    lineup.shown.on(() => listed === selection.cards && mark()); // else the list is about to be made anew
    onClick("more", () => extend(WHEN_ASKED));
    const more = ([entry]) => entry.isIntersecting && !by("more").hidden && extend(AT_ONCE);
    new IntersectionObserver(more).observe(by("more"));
    onClick("list", ({ target }) => {
      const button = target.closest("button");
      if (!button) return;
      lineup.goTo(data.cards[button.dataset.card]);
      stage.open();
    });
  }

  return { start, focus };
})(studygen);
