"use strict";
// What a search is made of: terms, parentheses, and, or, and the hyphen that excludes.

studygen.tokens = (() => {
  // What Python takes for white space, without four control characters; every one is a plain space to Anki.
  const SPACE = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/gu;
  const TOKEN =
    /(?<sign>[()-])|"(?<quoted>(?:[^"\\]|\\[^])+)"|(?<key>[^"(): \\]+:)"(?<value>(?:[^"\\]|\\[^])+)"|(?<word>(?:[^"() \\]|\\[^ ])+)/uy;

  /** A search expression has a fault, or asks for more than tags and note types. */
  class SearchError extends Error {
    /** `word` is the token that is the fault if it has neither `tag:` nor `note:` before it. */
    constructor(message, at, expression, { word = null, above = "" } = {}) {
      super(message);
      this.word = word;
      this.above = above; // the root, if tags are written below it
      this.at = at; // in JavaScript's units
      this.position = [...expression.slice(0, at)].length; // in characters, as studygen counts
    }
  }

  /** The tokens, each {kind: ( ) - and or term end, text, at, content: a term's text without its quotes}. */
  function tokens(expression) {
    const text = expression.replace(SPACE, " ");
    const found = [];
    let at = 0;
    while (at < text.length) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (match) found.push(token(match, at));
      else if (text[at] !== " ") throw new SearchError(whatIsUnreadable(text, at), at, expression);
      at += match ? match[0].length : 1;
    }
    return [...found, { kind: "end", text: "", at }];
  }

  function whatIsUnreadable(text, at) {
    if (text[at] === "\\") return "this backslash escapes nothing; \\\\ is a backslash";
    if (text.startsWith('""', at)) return "there is nothing between these quotes";
    return 'this quote is never closed; \\" is a quote as such';
  }

  function token(match, at) {
    const { sign, quoted, key, value, word } = match.groups;
    const text = match[0];
    if (sign) return { kind: text, text, at };
    if (word && ["and", "or"].includes(word.toLowerCase())) return { kind: word.toLowerCase(), text, at };
    return { kind: "term", text, at, content: word ?? quoted ?? key + value };
  }

  return { SearchError, tokens };
})();
