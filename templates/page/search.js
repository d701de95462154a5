"use strict";
// The part of Anki's search language that concerns tags and note types, as studygen itself reads it: what is
// found, what is refused and with which words are the same, and tests hold both to one file of cases.

const search = (() => {
  // What Python takes for white space, without four control characters; every one is a plain space to Anki.
  const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/gu;
  const TOKEN =
    /(?<sign>[()-])|"(?<quoted>(?:[^"\\]|\\[^])+)"|(?<key>[^"(): \\]+:)"(?<value>(?:[^"\\]|\\[^])+)"|(?<word>(?:[^"() \\]|\\[^ ])+)/uy;
  const CHARACTER = /\\?[^]/gu; // of a value, with the backslash that escapes it
  const ESCAPABLE = '\\":*_()-';
  const ABOUT_ESCAPES = `a backslash stands before one of ${[...ESCAPABLE].join(" ")} only`;
  const DEEPEST = 100;
  const INSTEAD = new Map([
    ["re:", "regular expressions (re:) are not supported; * stands for any characters, _ for one"],
    ["nc:", "accents cannot be left out (nc:); write them, or _ for the letter"],
  ]);

  /** A search expression has a fault, or asks for more than tags and note types. */
  class SearchError extends Error {
    constructor(message, at, expression) {
      super(message);
      this.at = at; // in JavaScript's units
      this.position = [...expression.slice(0, at)].length; // in characters, as studygen counts
    }
  }

  // Single terms

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

  // Words alike

  /** The stretches that two lists share, longest first found, as [at in one, at in the other, length]. */
  function sharedStretches(one, other, from = 0, to = one.length, low = 0, high = other.length) {
    let best = [from, low, 0];
    let before = new Map();
    for (let i = from; i < to; i++) {
      const here = new Map();
      for (let j = low; j < high; j++) {
        if (one[i] !== other[j]) continue;
        const length = (before.get(j - 1) ?? 0) + 1;
        here.set(j, length);
        if (length > best[2]) best = [i - length + 1, j - length + 1, length];
      }
      before = here;
    }
    const [i, j, length] = best;
    if (!length) return [];
    return [
      ...sharedStretches(one, other, from, i, low, j),
      best,
      ...sharedStretches(one, other, i + length, to, j + length, high),
    ];
  }

  function nearest(word, known) {
    const likeness = (other) => {
      const [a, b] = [[...other], [...word]];
      if (b.length > 20) return 0;
      return (2 * sharedStretches(a, b).reduce((sum, stretch) => sum + stretch[2], 0)) / (a.length + b.length);
    };
    const found = known.map((other) => [likeness(other), other]).filter(([score]) => score >= 0.6);
    found.sort(([a, x], [b, y]) => b - a || (x < y ? 1 : -1));
    return found.length ? `; did you mean ${found[0][1]}?` : "";
  }

  function whatIsRight(key, content) {
    if (content === "not") return '"not" is written as a "-" directly before what it excludes: -tag:a';
    if (key === content) {
      const wanted = content.includes(" ") ? `note:"${content}"` : `tag:${content}`;
      return `a word alone would search the notes' text, which is not supported; did you mean ${wanted}?`;
    }
    if (key.startsWith("-")) return 'the "-" belongs before the quotes';
    if (INSTEAD.has(`${key}:`)) return INSTEAD.get(`${key}:`);
    const guess = nearest(`${key}:`.toLowerCase(), ["tag:", "note:"]);
    return `${key}: is not supported, only tag: and note: are: selections depend on the project alone${guess}`;
  }

  // Tokens: {kind: ( ) - and or term end, text, at, content: a term's text without its quotes}

  function tokens(expression) {
    const text = expression.replace(SPACE, " ");
    const found = [];
    let at = 0;
    while (at < text.length) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (match) {
        found.push(token(match, at));
        at += match[0].length;
      } else if (text[at] === " ") {
        at += 1;
      } else if (text[at] === "\\") {
        throw new SearchError("this backslash escapes nothing; \\\\ is a backslash", at, expression);
      } else if (text.startsWith('""', at)) {
        throw new SearchError("there is nothing between these quotes", at, expression);
      } else {
        throw new SearchError('this quote is never closed; \\" is a quote as such', at, expression);
      }
    }
    return [...found, { kind: "end", text: "", at }];
  }

  function token(match, at) {
    const { sign, quoted, key, value, word } = match.groups;
    const text = match[0];
    if (sign) return { kind: text, text, at };
    if (word && ["and", "or"].includes(word.toLowerCase())) return { kind: word.toLowerCase(), text, at };
    return { kind: "term", text, at, content: word ?? quoted ?? key + value };
  }

  // Recursive descent: `or` binds loosest, then `and`, which may be left out, then `-`.
  // Every part is {kind: term, not, and or or; test; parts; from, to: where it stands}.

  class Parser {
    constructor(expression) {
      this.expression = expression;
      this.tokens = tokens(expression);
      this.index = 0;
      this.depth = 0;
    }

    get next() {
      return this.tokens[this.index];
    }

    take() {
      return this.tokens[this.index++];
    }

    refuse(message, at) {
      throw new SearchError(message, at, this.expression);
    }

    search() {
      const whole = this.next.kind === "end" ? joined("and", []) : this.alternatives();
      if (this.next.kind === ")") this.refuse("this parenthesis was never opened", this.next.at);
      return whole;
    }

    alternatives() {
      const groups = [[this.operand()]];
      while (![")", "end"].includes(this.next.kind)) {
        const { kind } = this.next;
        if (kind === "and" || kind === "or") this.take();
        if (kind === "or") groups.push([]);
        groups.at(-1).push(this.operand());
      }
      return joined("or", groups.map((together) => joined("and", together)));
    }

    operand() {
      const token = this.take();
      if (token.kind === "term") return this.term(token);
      if (token.kind === "(") return this.group(token);
      if (token.kind !== "-") this.refuseMisplaced(token);
      if (!["term", "("].includes(this.next.kind) || this.next.at !== token.at + 1) {
        this.refuse('"-" stands directly before what it excludes, as in -tag:a', token.at);
      }
      const part = this.operand();
      return { kind: "not", parts: [part], test: (note) => !part.test(note), from: token.at, to: part.to };
    }

    group(opening) {
      this.depth += 1;
      if (this.depth > DEEPEST) this.refuse(`parentheses are nested more than ${DEEPEST} deep`, opening.at);
      const part = this.alternatives();
      const closing = this.take();
      if (closing.kind === "end") this.refuse("this parenthesis is never closed", opening.at);
      this.depth -= 1;
      return { ...part, closed: true, from: opening.at, to: closing.at + 1 };
    }

    refuseMisplaced(token) {
      const before = this.index > 1 ? this.tokens[this.index - 2] : null;
      if (before && before.kind !== "(") this.refuse(`a term is missing after "${before.text}"`, before.at);
      if (token.kind === "and" || token.kind === "or") {
        this.refuse(`a term is missing before "${token.text}"`, token.at);
      }
      if (!before) this.refuse("this parenthesis was never opened", token.at);
      if (token.kind === ")") this.refuse("there is nothing between these parentheses", before.at);
      this.refuse("this parenthesis is never closed", before.at);
    }

    term(token) {
      const { content } = token;
      const colon = content.indexOf(":");
      const key = colon < 0 ? content : content.slice(0, colon);
      const value = colon < 0 ? "" : content.slice(colon + 1);
      const at = token.at + key.length + (colon < 0 ? 0 : 1) + (content === token.text ? 0 : 1);
      const test = KEYS.get(key.toLowerCase());
      if (colon < 0 || !test) this.refuse(whatIsRight(key, content), token.at);
      if (!value) this.refuse(`${key}: needs a name directly after it, without a space`, at);
      if (key.toLowerCase() === "tag" && INSTEAD.has(value.slice(0, 3))) {
        this.refuse(INSTEAD.get(value.slice(0, 3)), at);
      }
      for (const { 0: character, index } of value.matchAll(CHARACTER)) {
        if (character[0] === "\\" && character.length > 1 && !ESCAPABLE.includes(character.slice(1))) {
          this.refuse(ABOUT_ESCAPES, at + index);
        }
      }
      const normal = value.normalize("NFC");
      return { kind: "term", key: key.toLowerCase(), value: normal, test: test(normal), from: token.at, to: token.at + token.text.length };
    }
  }

  function joined(kind, parts) {
    if (parts.length === 1) return parts[0];
    const test =
      kind === "and"
        ? (note) => parts.every((part) => part.test(note))
        : (note) => parts.some((part) => part.test(note));
    return { kind, parts, test, from: parts[0]?.from ?? 0, to: parts.at(-1)?.to ?? 0 };
  }

  return {
    SearchError,
    /** Read a search expression; a blank one selects everything. */
    parse: (expression) => new Parser(expression).search(),
    /** What a search looks at, of a note's tags and the name of its note type. */
    searchable: (tags, type) => ({
      stored: tags.length ? ` ${tags.join(" ")} `.normalize("NFC") : "",
      typeName: type.normalize("NFC"),
    }),
    /** The plain tag that a term asks for; null if it asks otherwise. */
    plainTag(part) {
      const simple = part.kind === "term" && part.key === "tag" && part.value !== "none";
      const parts = simple ? characters(part.value) : [];
      return parts.length && !parts.includes("*") && !parts.includes("_") ? parts.map(last).join("") : null;
    },
    sharedStretches,
  };
})();
