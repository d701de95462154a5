"use strict";
// Studying: a sitting on the stage, from its first card to its ending. What comes next is decided in study.js.

studygen.sitting = (({ dom, data, memory, study, selection, lineup, stage }) => {
  const { by, element, digits, counted, onClick } = dom;

  function begin() {
    if (!selection.cards.length) return;
    by("ending").hidden = true;
    goOn(study.begun(selection.cards.map((each) => each.key)));
  }

  function goOn(sitting) {
    const isOver = !sitting.queue.length;
    memory.tab.keep("sitting", isOver ? null : sitting);
    document.body.classList.add("studying");
    showProgress(sitting);
    lineup.sit(sitting);
    stage.shut();
    if (isOver) showEnding(sitting);
    else stage.focus();
  }

  function showProgress(sitting) {
    by("progress").parentElement.hidden = false;
    by("progress").max = sitting.all;
    by("progress").value = study.done(sitting);
    by("leave").textContent = "Leave";
  }

  function answer(good) {
    if (lineup.sitting && lineup.turned) goOn(study.answered(lineup.sitting, good));
  }

  function showEnding({ all, missed }) {
    const told = missed.length
      ? `${digits(all - missed.length)} at once, ${digits(missed.length)} after another go.`
      : "All of them at once.";
    const acts = [button("plain", "Back to the cards", leave), button("main", "Study them once more", begin)];
    by("ending").replaceChildren(
      element("h2", {}, `${counted(all, "card")} studied`),
      element("p", {}, told),
      element("p", { class: "acts" }, ...acts),
    );
    by("ending").hidden = false;
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
    if (before?.queue?.length && before.queue.every((key) => data.cardOf.has(key))) goOn(before);
  }

  function start() {
    onClick("study", begin);
    onClick("again", () => answer(false));
    onClick("good", () => answer(true));
  }

  return { start, begin, answer, leave, resume };
})(studygen);
