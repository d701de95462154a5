"use strict";
// Single terms of a search: a value with its wildcards and escapes, and the notes that it is found in.

studygen.terms = (() => {
  const CHARACTER = /\\?[^]/gu; // of a value, with the backslash that escapes it

  const characters = (value) => value.match(CHARACTER) ?? [];
  const last = (character) => [...character].at(-1);
  const literal = (character) => character.replace(/[\\^$.*+?()[\]{}|/]/u, "\\$&");

  /** The source of a regular expression for a value with wildcards and escapes. */
  function pattern(value, any) {
    const pieces = [""];
    for (const character of characters(value)) {
      if (character === "*") pieces.push("");
      else pieces[pieces.length - 1] += character === "_" ? any : literal(last(character));
    }
    const [first, ...others] = pieces;
    if (!others.length) return first;
    // What stands between two stars is taken where it comes first, for good: backtracking would take ages.
    const between = others.slice(0, -1).map((piece, index) => `(?=(${any}*?${piece}))\\${index + 1}`);
    return `${first}${between.join("")}${any}*${others.at(-1)}`;
  }

  function hasTag(value) {
    if (value === "none") return (note) => note.stored === "";
    if (value === "*") return () => true; // notes without tags too; tag:** asks for one
    if (value.includes(" ")) return () => false; // or `a b` would be found across two tags
    const expression = new RegExp(` ${pattern(value, "[^ ]")}(?:::| )`, "iu");
    return (note) => expression.test(note.stored);
  }

  function hasNoteType(value) {
    const parts = characters(value);
    if (parts.includes("*") || parts.includes("_")) {
      const expression = new RegExp(`^(?:${pattern(value, "[^\\n]")})$`, "iu");
      return (note) => expression.test(note.typeName);
    }
    const name = folded(parts.map(last).join(""));
    return (note) => folded(note.typeName) === name;
  }

  /** Whole names are compared by a collation: this way ß is ss. */
  const folded = (text) => [...text].map(foldedCharacter).join("");
  const foldedCharacter = (character) =>
    character === "ı" ? character : character.toLowerCase().toUpperCase().toLowerCase();

  const KEYS = new Map([["tag", hasTag], ["note", hasNoteType]]);

  return { CHARACTER, KEYS, characters, last };
})();
