"use strict";
// Words, as they are looked for on the cards, whatever their case and accents. What is looked for begins where a word
// does; in scripts that have no small letters, and behind a star, it stands anywhere.

studygen.words = (() => {
  // Accents, points and vowel signs that many leave out, and characters that nobody sees.
  const LEFT_OUT =
    /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
  const SAME = {
    "ς": "σ", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th",
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "–": "-", "—": "-", "−": "-",
  };
  const OTHERS = new RegExp(`[${Object.keys(SAME).join("")}]`, "gu");
  const PHRASE = /["“”„«»]([^"“”„«»]+)["“”„«»]?|([^\s"“”„«»]+)/gu;

  /** A text as all are compared: without what many leave out, in small letters, quotes and spaces alike. */
  const folded = (text) =>
    text.normalize("NFKD").replace(LEFT_OUT, "").toUpperCase().toLowerCase().replace(OTHERS, (each) => SAME[each])
      .replace(/\s+/gu, " ");

  /** The phrases that are looked for, folded; words between quotes are one. */
  function read(looked) {
    const found = [...looked.matchAll(PHRASE)].map(([, phrase, word]) => folded(phrase ?? word).trim());
    return [...new Set(found)].filter((phrase) => wordsOf(phrase));
  }

  const wordsOf = (phrase) => phrase.replace(/^\*/u, "");
  const BEGINS_A_WORD = /^[\p{Ll}\p{N}]/u; // folded letters are small if their script has such
  const GOES_ON = /[\p{L}\p{M}\p{N}]$/u;

  /** Whether a word of a folded text goes on at a place in it. */
  function goesOn(text, at) {
    if (at <= 0) return false;
    const before = text.charCodeAt(at - 1);
    if (before === 0x20) return false; // which is quickly seen, and often
    if (before >= 0x61 && before <= 0x7a) return true;
    return GOES_ON.test(text.slice(Math.max(at - 2, 0), at));
  }

  /** Where a phrase stands in a folded text next, from a place on; -1 if it does not. */
  function next(text, phrase, from = 0) {
    const wanted = wordsOf(phrase);
    let at = text.indexOf(wanted, from);
    if (!BEGINS_A_WORD.test(phrase)) return at;
    while (goesOn(text, at)) at = text.indexOf(wanted, at + 1);
    return at;
  }

  const has = (text, phrases) => phrases.every((phrase) => next(text, phrase) >= 0);

  /** A text folded, with the place in it that each character comes from. */
  function traced(text) {
    let [line, at] = ["", 0];
    const from = [];
    for (const character of text) {
      const piece = folded(character);
      if (piece !== " " || !line.endsWith(" ")) {
        line += piece;
        for (let unit = 0; unit < piece.length; unit++) from.push(at);
      }
      at += character.length;
    }
    return { line, from: [...from, at] };
  }

  /** Where the phrases stand in a text, as [from, to], none of which touches another. */
  function places(text, phrases) {
    const { line, from } = traced(text);
    const found = [];
    for (const phrase of phrases) {
      const { length } = wordsOf(phrase);
      for (let at = next(line, phrase); at >= 0; at = next(line, phrase, at + length)) {
        // A letter goes with what stands above or below it, though that is left out.
        found.push([from[at], from[at + length]]);
      }
    }
    found.sort(([a], [b]) => a - b);
    const apart = [];
    for (const [start, end] of found) {
      const last = apart.at(-1);
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else apart.push([start, end]);
    }
    return apart;
  }

  return { folded, read, has, places };
})();
