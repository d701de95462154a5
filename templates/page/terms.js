"use strict";
// Single terms of a search: a value with its wildcards and escapes, and the notes that it is found in.

studygen.terms = (() => {
  const NONE = "none"; // the value that finds notes without tags
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

  // The root, which all tags of a project stand below in Anki

  const SEPARATOR = "::";

  /** A tag as a value of `tag:`, in which `_` would stand for any character. */
  const literally = (tag) => tag.replaceAll("_", "\\_");
  const tagTerm = (tag) => `tag:${literally(tag)}`;

  const beginning = (root) =>
    new RegExp(`^${[...root].map((each) => `\\\\?${literal(each)}`).join("")}(?=\\\\?:|\\*|$)`, "iu");

  /** Whether a value asks for the root itself, or for tags below it. */
  const beginsWith = (value, root) => beginning(root).test(value);

  /** A value less the root, if it begins with that; of the root itself, any tag below it. */
  function below(value, root) {
    const found = beginning(root).exec(value);
    return found ? value.slice(found[0].length).replace(/^(?:\\?:){2}/u, "") || "*" : value;
  }

  /** A value that asks for the same below the root. Notes without tags are asked for as ever. */
  const putIn = (root, value) => (value === NONE ? value : `${literally(root)}${SEPARATOR}${value}`);
  const rooted = (root, tag) => (root ? `${root}${SEPARATOR}${tag}` : tag);

  // What is found

  function hasTag(value) {
    if (value === NONE) return (note) => note.stored === "";
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

  return { CHARACTER, KEYS, NONE, SEPARATOR, beginsWith, below, characters, folded, last, literally, putIn, rooted, tagTerm };
})();
