"use strict";
// What is chosen, of all that the page holds: what a search finds.

studygen.selection = (({ signal, search, recipe, data, memory }) => {
  let chosen = new Set();

  const selection = {
    expression: "",
    parsed: null, // the expression as search.js reads it
    notes: [],
    cards: [],
    changed: signal(),
    choose,
    has: (note) => chosen.has(note),
    /** The search that finds the chosen notes among all of the project's. */
    get where() {
      return recipe.both(data.where, selection.expression);
    },
  };

  /** Choose what a search finds; a faulty one changes nothing. */
  function choose(expression) {
    const parsed = search.parse(expression, data.root);
    const notes = data.notes.filter(parsed.test);
    chosen = new Set(notes);
    Object.assign(selection, { expression, parsed, notes, cards: data.cardsOf(notes) });
    memory.tab.keep("search", expression);
    selection.changed.tell();
  }

  return selection;
})(studygen);
