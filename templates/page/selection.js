"use strict";
// What is chosen, of all that the page holds: the notes that a search finds, and of their cards those that have the
// words that are looked for. The search alone is what a deck can be made of.

studygen.selection = (({ signal, search, words, recipe, data, memory }) => {
  let chosen = new Set();

  const selection = {
    expression: "",
    parsed: null, // the expression as search.js reads it
    looked: "", // the words that are looked for, as they were typed
    phrases: [], // and as words.js reads them
    found: [], // the notes that the search finds
    notes: [], // those of them that have a chosen card
    cards: [], // the chosen ones
    changed: signal(),
    choose,
    look,
    has: (note) => chosen.has(note),
    /** The search that finds the chosen notes among all of the project's. */
    get where() {
      return recipe.both(data.where, selection.expression);
    },
  };

  /** Choose what a search finds; a faulty one changes nothing. */
  function choose(expression) {
    const parsed = search.parse(expression, data.root);
    Object.assign(selection, { expression, parsed, found: data.notes.filter(parsed.test) });
    memory.tab.keep("search", expression);
    narrow();
  }

  /** Look for words on the cards. */
  function look(looked) {
    Object.assign(selection, { looked, phrases: words.read(looked) });
    memory.tab.keep("words", looked);
    narrow();
  }

  function narrow() {
    const { found, phrases } = selection;
    const cards = withWords(data.cardsOf(found), phrases);
    const notes = phrases.length ? [...new Set(cards.map(({ note }) => note))] : found;
    chosen = new Set(notes);
    Object.assign(selection, { notes, cards });
    selection.changed.tell();
  }

  /** Those of some cards that have all phrases. */
  function withWords(cards, phrases) {
    return phrases.length ? cards.filter((each) => words.has(data.textsOf(each).folded, phrases)) : cards;
  }

  /** How many cards have the words, whatever the search finds. */
  selection.elsewhere = () => withWords(data.cards, selection.phrases).length;

  return selection;
})(studygen);
