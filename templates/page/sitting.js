"use strict";
// Studying: a sitting on the stage, from its first card to its ending. What comes next is decided in study.js.

studygen.sitting = (({ dom, data, memory, study, selection, lineup, stage }) => {
  const { by, element, digits, counted, onClick } = dom;
  const there = (key) => data.cardOf.has(key);
  let how = {}; // as study.js takes it

  /** Ask how to study the chosen cards, or whether to go on where another sitting was left. */
  function ask() {
    if (!selection.cards.length) return;
    by("beginning-holds").textContent = `${counted(selection.cards.length, "card")} chosen.`;
    const left = leftOff();
    by("left-off").hidden = !left;
    if (left) by("left-off-at").textContent = `You left off at ${study.doneInAll(left)} of ${digits(left.all)} cards.`;
    by("beginning").showModal();
    by(left ? "go-on" : "begin").focus();
  }

  const leftOff = () => study.kept(memory.deck.recall("sitting"), there);

  /** Begin to study the chosen cards in the way that was asked for. */
  function begin() {
    goOn(study.begun(selection.cards.map((each) => each.key), how));
  }

  function choose() {
    const chosen = new FormData(by("how"));
    how = { inOrder: chosen.get("order") === "in-order", inParts: chosen.get("parts") === "some" };
    memory.browser.keep("how", how);
  }

  /** Have the boxes of the dialog say how cards were studied the last time. */
  function recallHow() {
    how = memory.browser.recall("how") ?? {};
    by(how.inOrder ? "in-order" : "shuffled").checked = true;
    by(how.inParts ? "some" : "all").checked = true;
  }

  function goOn(sitting) {
    const isOver = !sitting.queue.length;
    memory.tab.keep("sitting", isOver ? null : sitting);
    memory.deck.keep("sitting", isOver && !sitting.later.length ? null : sitting);
    document.body.classList.add("studying");
    showProgress(sitting);
    by("ending").hidden = !isOver;
    lineup.sit(sitting);
    stage.shut();
    if (isOver) showEnding(sitting);
    else stage.focus();
  }

  function showProgress(sitting) {
    by("progress").parentElement.hidden = false;
    by("progress").max = sitting.size;
    by("progress").value = study.done(sitting);
    by("leave").textContent = "Leave";
  }

  function answer(good) {
    if (lineup.sitting && lineup.turned) goOn(study.answered(lineup.sitting, good));
  }

  function showEnding(sitting) {
    const { size, missed, later } = sitting;
    const told = missed.length
      ? `${digits(size - missed.length)} at once, ${digits(missed.length)} after another go.`
      : "All of them at once.";
    const rest = later.length ? ` ${digits(later.length)} are left.` : "";
    const next = later.length ? study.goneOn(sitting) : null;
    const further = next
      ? button("main", `The next ${digits(next.size)}`, () => goOn(next))
      : button("main", "Study them once more", begin);
    by("ending").replaceChildren(
      element("h2", {}, `${counted(size, "card")} studied`),
      element("p", {}, told, rest),
      element("p", { class: "acts" }, button("plain", "Back to the cards", leave), further),
    );
    by("ending").focus();
  }

  function button(kind, name, act) {
    const made = element("button", { type: "button", class: kind }, name);
    made.addEventListener("click", act);
    return made;
  }

  function leave() {
    memory.tab.keep("sitting", null);
    document.body.classList.remove("studying");
    by("ending").hidden = true;
    by("progress").parentElement.hidden = true;
    by("leave").textContent = "Back";
    lineup.rise();
    stage.close();
    by("study").focus();
  }

  /** Go on where the page was left, if it still has the same cards. */
  function resume() {
    const before = memory.tab.recall("sitting");
    if (before?.queue?.length && before.queue.every(there)) goOn(study.kept(before, there));
  }

  function start() {
    recallHow();
    onClick("study", ask);
    by("how").addEventListener("change", choose);
    by("beginning").addEventListener("submit", (event) => {
      event.preventDefault();
      by("beginning").close(); // which gives back the focus, before it is put on the card
      if (event.submitter.id === "begin") begin();
      if (event.submitter.id === "go-on") goOn(leftOff());
    });
    onClick("again", () => answer(false));
    onClick("good", () => answer(true));
  }

  return { start, ask, answer, leave, resume };
})(studygen);
