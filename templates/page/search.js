"use strict";
// The part of Anki's search language that concerns tags and note types, as studygen itself reads it: what is
// found, what is refused and with which words are the same, and tests hold both to one file of cases. A search with
// the root of the tags in any of its terms is taken as it stands; another one is the same with the root put in.

studygen.search = (({ alike, terms, tokens: { SearchError, tokens } }) => {
  const { CHARACTER, KEYS, characters, last } = terms;

  const ESCAPABLE = '\\":*_()-';
  const ABOUT_ESCAPES = `a backslash stands before one of ${[...ESCAPABLE].join(" ")} only`;
  const ABOUT_WORDS = "a word alone would search the notes' text, which is not supported";
  const BEFORE_VALUE = /^"?tag:"?/iu;
  const DEEPEST = 100;
  const INSTEAD = new Map([
    ["re:", "regular expressions (re:) are not supported; * stands for any characters, _ for one"],
    ["nc:", "accents cannot be left out (nc:); write them, or _ for the letter"],
  ]);

  function whatIsRight(key, content) {
    if (content === "not") return '"not" is written as a "-" directly before what it excludes: -tag:a';
    if (key === content) return `${ABOUT_WORDS}; write tag: or note: before a name`;
    if (key.startsWith("-")) return 'the "-" belongs before the quotes';
    if (INSTEAD.has(`${key}:`)) return INSTEAD.get(`${key}:`);
    const guess = alike.nearest(`${key}:`.toLowerCase(), ["tag:", "note:"]);
    return `${key}: is not supported, only tag: and note: are: selections depend on the project alone${guess}`;
  }

  // Recursive descent: `or` binds loosest, then `and`, which may be left out, then `-`.
  // Every part is {kind: term, not, and or or; test; parts; from, to: where it stands}.

  class Parser {
    constructor(expression, root) {
      this.expression = expression;
      this.tokens = tokens(expression);
      this.root = root;
      this.hasRoot = Boolean(root) && this.tokens.some((token) => asksForRoot(token, root));
      this.index = 0;
      this.depth = 0;
    }

    get next() {
      return this.tokens[this.index];
    }

    take() {
      return this.tokens[this.index++];
    }

    refuse(message, at, word = null) {
      throw new SearchError(message, at, this.expression, { word, above: this.hasRoot ? this.root : "" });
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
      const name = colon < 0 ? content : content.slice(0, colon);
      const key = name.toLowerCase();
      if (colon < 0 || !KEYS.has(key)) {
        this.refuse(whatIsRight(name, content), token.at, colon < 0 && content !== "not" ? token : null);
      }
      const quote = content === token.text ? 0 : 1;
      const value = content.slice(colon + 1);
      this.refuseFaulty(name, value, token.at + quote + colon + 1);
      const normal = value.normalize("NFC");
      const [from, to] = [token.at, token.at + token.text.length];
      const isTag = key === "tag" && this.root;
      const meant = isTag && !this.hasRoot ? terms.putIn(this.root, normal) : normal;
      const own = isTag ? terms.below(normal, this.root) : normal; // without the root
      return { kind: "term", key, value: own, test: KEYS.get(key)(meant), text: token.text, from, to };
    }

    /** Refuse a value that means nothing, or to Anki something else; it stands at `at`. */
    refuseFaulty(name, value, at) {
      if (!value) this.refuse(`${name}: needs a name directly after it, without a space`, at);
      const start = value.slice(0, 3);
      if (name.toLowerCase() === "tag" && INSTEAD.has(start)) this.refuse(INSTEAD.get(start), at);
      for (const { 0: character, index } of value.matchAll(CHARACTER)) {
        const escaped = character.slice(1);
        if (character[0] === "\\" && escaped && !ESCAPABLE.includes(escaped)) this.refuse(ABOUT_ESCAPES, at + index);
      }
    }
  }

  function asksForRoot({ content = "" }, root) {
    const [key, ...value] = content.split(":");
    return key.toLowerCase() === "tag" && terms.beginsWith(value.join(":").normalize("NFC"), root);
  }

  function joined(kind, parts) {
    if (parts.length === 1) return parts[0];
    const test =
      kind === "and"
        ? (note) => parts.every((part) => part.test(note))
        : (note) => parts.some((part) => part.test(note));
    return { kind, parts, test, from: parts[0]?.from ?? 0, to: parts.at(-1)?.to ?? 0 };
  }

  const termsOf = (part) => (part.parts ? part.parts.flatMap(termsOf) : [part]);

  /** A search as it is to be written in Anki's browser: with the root. */
  function inAnki(expression, parsed, root) {
    if (!root || parsed.above) return expression;
    const starts = termsOf(parsed).filter(({ key, value }) => key === "tag" && terms.putIn(root, value) !== value);
    const values = starts.map(({ from }) => from + BEFORE_VALUE.exec(expression.slice(from))[0].length);
    const edges = [0, ...values, expression.length];
    const pieces = edges.slice(1).map((edge, index) => expression.slice(edges[index], edge));
    return pieces.join(terms.putIn(root, ""));
  }

  return {
    ABOUT_WORDS,
    SearchError,
    inAnki,
    /** Read a search expression, which may leave out the root of the tags; a blank one selects everything. */
    parse(expression, root = "") {
      const parser = new Parser(expression, root);
      return { ...parser.search(), above: parser.hasRoot ? root : "" }; // what its tags are written below
    },
    /** What a search looks at, of a note's tags, which are given without their root, and the name of its note type. */
    searchable: (tags, type, root = "") => ({
      stored: tags.length ? ` ${tags.map((tag) => terms.rooted(root, tag)).join(" ")} `.normalize("NFC") : "",
      typeName: type.normalize("NFC"),
    }),
    /** The plain tag that a term asks for; null if it asks otherwise. */
    plainTag(part) {
      const simple = part.kind === "term" && part.key === "tag" && part.value !== "none";
      const parts = simple ? characters(part.value) : [];
      return parts.length && !parts.includes("*") && !parts.includes("_") ? parts.map(last).join("") : null;
    },
  };
})(studygen);
