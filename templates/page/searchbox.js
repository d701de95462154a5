"use strict";
// The two boxes: words to find cards by, and the search that a deck is made of; what they find, and what is wrong.

studygen.searchbox = (({ dom: { by, element, digits, counted }, search, meant, data, selection }) => {
  const SEARCH = /(?:^|\s)[-(]*(?:tag|note):/iu;

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

  function look(looked) {
    by("words").value = looked;
    selection.look(looked);
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
      element("p", {}, meant.fault(data, error), " ", where),
      element("code", {}, before, element("mark", {}, faulty), after),
      ...wayOut(expression, error),
    );
  }

  /** A bare word can be looked for on the cards. */
  function wayOut(expression, { at, word }) {
    if (!word) return [];
    const rest = [expression.slice(0, at), expression.slice(at + word.text.length)].map((each) => each.trim());
    const lookFor = () => (write(rest.filter(Boolean).join(" ")), look(word.text));
    return [element("p", {}, act(`Find “${word.content}” on the cards`, lookFor))];
  }

  function showFound() {
    const { found, cards } = selection;
    by("fault").replaceChildren();
    by("search").removeAttribute("aria-invalid");
    by("found").classList.toggle("long", !cards.length);
    by("found").replaceChildren(...(cards.length ? [told()] : whyNothing()));
    by("study").disabled = !cards.length;
    by("ask-recipe").disabled = !found.length;
  }

  function told() {
    const { notes, cards } = selection;
    const held = `${counted(notes.length, "note")}, ${counted(cards.length, "card")}`;
    return cards.length === data.cards.length ? held : `${held} of ${digits(data.cards.length)}`;
  }

  /** Why no card is chosen, with a way out if there is one. */
  function whyNothing() {
    const { found, looked, phrases } = selection;
    if (phrases.length && SEARCH.test(looked)) {
      return ["Tags are searched in the other box. ", act("Search there", () => (look(""), write(looked.trim())))];
    }
    if (!found.length) return [`No note is found: ${meant.reasons(data, selection).join("; ")}`];
    const others = selection.elsewhere();
    if (!others) return ["No card has these words."];
    const has = `${digits(others)} of the others ${others === 1 ? "has" : "have"} them.`;
    return [`None of these ${counted(data.cardsOf(found).length, "card")} has these words; ${has} `,
      act("Look at all", () => write(""))];
  }

  function act(name, does) {
    const button = element("button", { type: "button", class: "link" }, name);
    button.addEventListener("click", () => {
      does();
      by("words").focus();
    });
    return button;
  }

  function start() {
    selection.changed.on(showFound);
    by("search").addEventListener("input", () => choose(by("search").value));
    by("words").addEventListener("input", () => selection.look(by("words").value));
    by("choose").addEventListener("submit", (event) => event.preventDefault());
  }

  return { start, write, look };
})(studygen);
