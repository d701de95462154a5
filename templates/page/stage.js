"use strict";
// The stage: it shows the card that is up, and on a phone it covers everything else.

studygen.stage = (({ dom, data, cards, study, selection, lineup }) => {
  const { NARROW, by, element, digits, counted, onClick } = dom;
  let frame; // Anki's, as cards.js makes it

  function show() {
    const { current } = lineup;
    by("stage").classList.toggle("empty", !current);
    showPlace();
    showControls();
    by("sheet").hidden = !current;
    showPassages();
    if (current) showSide(current);
  }

  function showPlace() {
    const { sitting, focus, at, cards: line } = lineup;
    const position = line.length ? `${at + 1} of ${digits(line.length)}` : "";
    by("place").textContent = sitting ? progress(sitting) : position;
    by("focus").hidden = !focus || Boolean(sitting);
    by("focus").firstElementChild.textContent = focus ?? "";
  }

  function progress(sitting) {
    const part = `${study.done(sitting)} of ${digits(sitting.size)} done`;
    return sitting.size < sitting.all ? `${part}, ${study.doneInAll(sitting)} of ${digits(sitting.all)} in all` : part;
  }

  function showControls() {
    const { current, turned } = lineup;
    const sitting = Boolean(lineup.sitting);
    by("flip").textContent = turned ? "Show question" : "Show answer";
    by("flip").disabled = !current;
    by("flip").hidden = sitting && (turned || !current);
    for (const id of ["previous", "next"]) by(id).hidden = sitting;
    for (const id of ["again", "good"]) by(id).hidden = !(sitting && turned);
  }

  function showSide({ note, card }) {
    const { turned, typed } = lineup;
    const entry = data.entries[note.entries[0]];
    by("frame").title = `${turned ? "Answer" : "Question"}: ${entry.title}, ${card.name}`;
    by("stage").dataset.kind = entry.kind;
    by("stage").dataset.side = turned ? "answer" : "question";
    frame.show({
      html: turned ? card.back : card.front,
      css: data.types[note.type].css,
      ordinal: card.ordinal,
      media: data.media,
      answer: turned ? { given: typed, expected: card.typed ?? {} } : null,
      phrases: lineup.sitting ? [] : selection.phrases,
    });
  }

  /** Name the passages of the card that is up, each place once, as links to its first quotation there. */
  function showPassages() {
    const places = (lineup.current?.note.quotes ?? []).map(([locator]) => locator);
    const links = [...new Set(places)].map((locator) =>
      element("a", { href: "#text", "data-quote": places.indexOf(locator) }, locator),
    );
    by("passages").replaceChildren("In the text: ", ...links.flatMap((link) => [link, " "]));
    by("passages").hidden = Boolean(lineup.sitting) || !links.length;
  }

  function turn() {
    lineup.turn(frame.typed ?? "");
  }

  /** Put the focus where the card is answered. */
  function focus() {
    (frame.document.querySelector("input#typeans") ?? by("flip")).focus();
  }

  /** Show the cards of some notes: of those chosen, or of all if none is. */
  function showCardsOf(notes, what) {
    const chosen = notes.filter(selection.has);
    const found = chosen.length ? selection.cards.filter(({ note }) => chosen.includes(note)) : data.cardsOf(notes);
    if (!found.length) {
      dom.say(`No card is about ${what}.`);
      return;
    }
    const outside = chosen.length ? "" : ", outside the search";
    lineup.put(found, `${counted(found.length, "card")} of ${what}${outside}`);
    open();
  }

  function open() {
    document.body.classList.add("staged");
    shut();
    if (NARROW.matches) by("leave").focus();
  }

  function close() {
    document.body.classList.remove("staged");
    shut();
  }

  const covers = () => NARROW.matches && document.body.classList.contains("staged");

  /** Where the stage covers everything else, nothing else can be reached. */
  function shut() {
    const covered = Boolean(lineup.sitting) || covers();
    for (const each of document.querySelectorAll(".top nav, .tools, #choose, #filter, #views")) each.inert = covered;
  }

  /** Make the frame; `listenTo(document)` is called with what is inside of it. */
  async function start(listenTo) {
    frame = await cards.frame(by("frame"), by("frame-css").textContent, data.texts[0]?.language ?? "en", listenTo);
    lineup.shown.on(show);
    onClick("previous", () => lineup.step(-1));
    onClick("next", () => lineup.step(1));
    onClick("flip", turn);
    onClick("sheet", turn);
    by("focus").lastElementChild.addEventListener("click", lineup.putChosen);
    NARROW.addEventListener("change", shut);
  }

  /** Show the cards by day or by night, and as on a phone or not. */
  const dress = (dark) => frame.dress(dark, NARROW.matches);

  return { start, dress, turn, focus, showCardsOf, open, close, covers, shut };
})(studygen);
