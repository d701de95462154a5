"use strict";
// What keys do, on the page and inside of a card's frame.

studygen.keys = (({ dom: { by, onClick }, lineup, stage, list, sitting }) => {
  const BUSY = "input, textarea, select, summary, audio, button, a[href]"; // they have uses of their own for keys
  const TYPED_INTO = "input:not([type=checkbox]), textarea";

  const ANYWHERE = {
    j: () => lineup.step(1),
    k: () => lineup.step(-1),
    ArrowRight: () => lineup.step(1),
    ArrowLeft: () => lineup.step(-1),
    "/": search,
    s: () => lineup.sitting || sitting.begin(),
    "?": showKeys,
    Escape: escape,
  };
  const IN_LIST = { ArrowDown: () => stepInList(1), ArrowUp: () => stepInList(-1) };
  const STUDYING = { 1: () => sitting.answer(false), 2: () => sitting.answer(true) };

  function pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.target.closest?.(TYPED_INTO)) {
      pressedWhileTyping(event);
      return;
    }
    const act = actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function actOf({ key, target }) {
    const isInList = Boolean(target.closest?.("#list"));
    const isBusy = target.closest?.(BUSY) && !target.closest("#list, #flip");
    if (key === " ") return isBusy ? null : stage.turn;
    if (key === "Enter") return isBusy || isInList ? null : stage.turn;
    if (isInList && key in IN_LIST) return IN_LIST[key];
    if (lineup.sitting && lineup.turned && key in STUDYING) return STUDYING[key];
    return ANYWHERE[key];
  }

  function pressedWhileTyping(event) {
    const { key, target } = event;
    const isAnswer = target.id === "typeans";
    if (key === "Escape") {
      target.blur();
      if (isAnswer) by("flip").focus();
    } else if (key === "Enter" && isAnswer) {
      event.preventDefault();
      stage.turn();
      by(lineup.sitting ? "good" : "flip").focus();
    }
  }

  function search() {
    if (lineup.sitting) return;
    stage.close();
    by("search").focus();
    by("search").select();
  }

  function showKeys() {
    by("keys").showModal();
  }

  function stepInList(distance) {
    lineup.step(distance);
    list.focus();
  }

  /** Leave whatever is in front. */
  function escape() {
    if (lineup.sitting) {
      sitting.leave();
    } else if (stage.covers()) {
      stage.close();
      list.focus();
    } else if (lineup.focus) {
      lineup.putChosen();
    } else {
      document.activeElement?.blur();
    }
  }

  /** Listen to the keys of a document. */
  const listenTo = (of) => of.addEventListener("keydown", pressed);

  function start() {
    listenTo(document);
    onClick("ask-keys", showKeys);
    onClick("leave", escape);
  }

  return { start, listenTo };
})(studygen);
