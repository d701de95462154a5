"use strict";
// What keys do, on the page and inside of a card's frame.

studygen.keys = (({ dom: { by, onClick }, lineup, stage, zoom, list, sitting }) => {
  const BUSY = "input, textarea, select, summary, audio, button, a[href]"; // they have uses of their own for Enter
  const PRESSED = "input, select, summary, audio, button"; // and these for Space
  const TYPED_INTO = "input:not([type=checkbox]), textarea";

  const ANYWHERE = {
    j: () => lineup.step(1),
    k: () => lineup.step(-1),
    ArrowRight: () => lineup.step(1),
    ArrowLeft: () => lineup.step(-1),
    "/": () => goTo("words"),
    t: () => goTo("search"),
    s: () => lineup.sitting || sitting.ask(),
    "+": () => zoom.size("larger"),
    "=": () => zoom.size("larger"), // where + takes Shift
    "-": () => zoom.size("smaller"),
    0: () => zoom.size("fit"),
    "?": showKeys,
    Escape: escape,
  };
  const IN_LIST = { ArrowDown: () => stepInList(1), ArrowUp: () => stepInList(-1) };
  const STUDYING = { 1: () => sitting.answer(false), 2: () => sitting.answer(true) };

  let byPointer = false; // whether what was done last was done by mouse, finger or pen
  let pointed = null; // what has the focus by them

  function pressed(event) {
    byPointer = false;
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
    const isFree = !target.closest?.(BUSY) || Boolean(target.closest("#flip"));
    if (key === " ") return isPressedBySpace(target) ? null : stage.turn;
    if (key === "Enter") return isFree ? stage.turn : null;
    if (key.startsWith("Arrow") && target.matches?.(".canvas")) return null; // which scroll it
    if (isInList && key in IN_LIST) return IN_LIST[key];
    if (lineup.sitting && lineup.turned && key in STUDYING) return STUDYING[key];
    return ANYWHERE[key];
  }

  /**
   * Whether Space has to press what has the focus: who went to a button by keys can press it in no other way, while
   * who clicked it, and goes on by keys, means the card.
   */
  function isPressedBySpace(target) {
    const control = target.closest?.(PRESSED);
    return Boolean(control) && control !== pointed && !control.closest("#list, #flip");
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
    } else if (key === "Enter" && target.closest("#choose")) {
      event.preventDefault();
      list.focus();
    }
  }

  /** Put the focus on one of the two boxes to search in. */
  function goTo(box) {
    if (lineup.sitting) return;
    stage.close();
    by(box).focus();
    by(box).select();
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

  function clicked({ target }) {
    byPointer = true;
    pointed = target.closest?.(PRESSED); // which may have the focus already
  }

  /** Listen to the keys of a document. */
  function listenTo(of) {
    of.addEventListener("keydown", pressed);
    of.addEventListener("pointerdown", clicked);
    of.addEventListener("focusin", ({ target }) => (pointed = byPointer ? target : null));
  }

  function start() {
    listenTo(document);
    onClick("ask-keys", showKeys);
    onClick("leave", escape);
  }

  return { start, listenTo };
})(studygen);
