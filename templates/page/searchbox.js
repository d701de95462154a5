"use strict";
// The search box: what is typed into it, what that finds, and what is wrong with it.

studygen.searchbox = (({ dom: { by, element, digits, counted }, search, data, selection }) => {
  const NOTHING = "No note is found. Tick fewer tags, or search for less.";

  function choose(expression) {
    try {
      selection.choose(expression);
    } catch (error) {
      if (!(error instanceof search.SearchError)) throw error;
      showFault(expression, error);
    }
  }

  function write(expression) {
    by("search").value = expression;
    choose(expression);
  }

  function showFault(expression, error) {
    by("search").setAttribute("aria-invalid", "true");
    const width = expression.codePointAt(error.at) > 0xffff ? 2 : 1;
    const [before, faulty, after] = [
      expression.slice(0, error.at),
      expression.slice(error.at, error.at + width) || " ",
      expression.slice(error.at + width),
    ];
    const where = element("span", {}, `(character ${error.position + 1})`);
    by("fault").replaceChildren(
      element("p", {}, error.message, " ", where),
      element("code", {}, before, element("mark", {}, faulty), after),
    );
  }

  function showFound() {
    const { notes, cards } = selection;
    by("fault").replaceChildren();
    by("search").removeAttribute("aria-invalid");
    by("found").textContent = cards.length ? told(notes, cards) : NOTHING;
    by("study").disabled = by("ask-recipe").disabled = !cards.length;
  }

  function told(notes, cards) {
    const held = `${counted(notes.length, "note")}, ${counted(cards.length, "card")}`;
    return notes.length === data.notes.length ? held : `${held} of ${digits(data.cards.length)}`;
  }

  function start() {
    selection.changed.on(showFound);
    by("search").addEventListener("input", () => choose(by("search").value));
    by("choose").addEventListener("submit", (event) => event.preventDefault());
  }

  return { start, write };
})(studygen);
