"use strict";
// Elements of the page, and the few things that are said in several places.

studygen.dom = (() => {
  const by = (id) => document.getElementById(id);
  const NARROW = matchMedia("(max-width: 47.99rem)");
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const DARK = matchMedia("(prefers-color-scheme: dark)");
  const SAID_FOR = 3000; // milliseconds
  let later;

  /** Make an element; text inside is text, never markup. */
  function element(name, attributes = {}, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...inside);
    return made;
  }

  const digits = (number) => number.toLocaleString("en");
  const counted = (number, thing) => `${digits(number)} ${thing}${number === 1 ? "" : "s"}`;

  /** The words of some markup; nothing in it is run or loaded. */
  function words(html) {
    const spaced = html.replace(/<(?:\/p|\/li|br)>/gu, "$& ");
    const simple = spaced.replace(/<[a-z/][^<>&"]*>/gu, "");
    if (!/[<&]/u.test(simple)) return simple.trim(); // which is most, and a parser takes ten times as long
    return new DOMParser().parseFromString(spaced, "text/html").body.textContent.trim();
  }

  const FROM_THE_RIGHT = ["Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"]; // scripts

  /** The direction in which a language is written. */
  function direction(language) {
    try {
      return FROM_THE_RIGHT.includes(new Intl.Locale(language).maximize().script) ? "rtl" : "ltr";
    } catch {
      return "auto"; // what is no language at all
    }
  }

  /** Say something for a moment, to screen readers too. */
  function say(message) {
    by("said").textContent = message;
    by("said").classList.add("seen");
    clearTimeout(later);
    later = setTimeout(() => by("said").classList.remove("seen"), SAID_FOR);
  }

  /** Do something at each click on an element, known by its id. */
  const onClick = (id, act) => by(id).addEventListener("click", act);

  /** Do something in place of following a link inside of an element. */
  function onLink(id, selector, act) {
    onClick(id, (event) => {
      const link = event.target.closest(selector);
      if (!link) return;
      event.preventDefault();
      act(link);
    });
  }

  return { NARROW, CALM, DARK, by, element, digits, counted, words, direction, say, onClick, onLink };
})();
