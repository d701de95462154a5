"use strict";
// The line of cards that can be gone through, which of them is up, and which side of it.

studygen.lineup = (({ signal, data, selection }) => {
  const lineup = {
    cards: [],
    at: 0,
    focus: null, // what the cards are of, if they are not simply the chosen ones
    turned: false,
    typed: "", // what the learner typed before turning the card
    sitting: null, // what is being studied: as in study.js
    shown: signal(), // another card is up, or another side
    get current() {
      return lineup.cards[lineup.at];
    },
    put,
    putChosen: () => put(selection.cards),
    goTo,
    step,
    turn,
    sit,
    rise,
    start,
  };

  /** Put cards in line; the one that is up stays so if it is among them, unless they are something special. */
  function put(cards, focus = null) {
    const at = focus ? -1 : cards.indexOf(lineup.current);
    Object.assign(lineup, { cards, at: Math.max(at, 0), focus });
    if (at < 0) lineup.turned = false;
    lineup.shown.tell();
  }

  function go(at) {
    Object.assign(lineup, { at, turned: false, typed: "" });
    lineup.shown.tell();
  }

  /** Go to one of the chosen cards. */
  function goTo(card) {
    Object.assign(lineup, { cards: selection.cards, focus: null });
    go(selection.cards.indexOf(card));
  }

  function step(distance) {
    const to = lineup.at + distance;
    if (!lineup.sitting && to >= 0 && to < lineup.cards.length) go(to);
  }

  function turn(typed) {
    if (!lineup.current) return;
    if (!lineup.turned) lineup.typed = typed;
    lineup.turned = !lineup.turned;
    lineup.shown.tell();
  }

  /** Study: only the card that is next is in line, and in the end none. */
  function sit(sitting) {
    const next = sitting.queue.slice(0, 1).map((key) => data.cardOf.get(key));
    Object.assign(lineup, { sitting, cards: next, focus: null });
    go(0);
  }

  function rise() {
    Object.assign(lineup, { sitting: null, turned: false });
    lineup.putChosen();
  }

  function start() {
    selection.changed.on(() => lineup.sitting || lineup.putChosen());
  }

  return lineup;
})(studygen);
