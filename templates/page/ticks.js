"use strict";
// Ticking tags writes a search, and a search that was typed may be one that ticking would have written. Tags under the
// same top level are alternatives to each other; those under different ones must all be there.

studygen.ticks = (({ terms, search }) => {
  const topOf = (tag) => tag.split("::")[0];

  /**
   * The tags that a parsed search asks for as ticking would write them, by their top level, and its other parts.
   * `known` has each tag by its small letters, since searches take no notice of case.
   */
  function read(parsed, known) {
    const ticked = new Map();
    const rest = [];
    for (const part of parsed.kind === "and" ? parsed.parts : [parsed]) {
      const tags = (part.kind === "or" ? part.parts : [part]).map((each) => tagOf(each, known));
      const top = tags[0] && topOf(tags[0]);
      const together = top && tags.every((tag) => tag && topOf(tag) === top);
      if (together && !ticked.has(top)) ticked.set(top, tags);
      else rest.push(part);
    }
    return { ticked, rest };
  }

  function tagOf(part, known) {
    const plain = search.plainTag(part);
    return plain === null ? undefined : known.get(plain.toLowerCase());
  }

  /** The search with one tag ticked or no longer so; what else it asks for stays as it was written. */
  function written({ expression, parsed }, known, tag, on) {
    const { ticked, rest } = read(parsed, known);
    const others = (ticked.get(topOf(tag)) ?? []).filter((each) => each !== tag);
    ticked.set(topOf(tag), on ? [...others, tag] : others);
    const term = (each) => terms.tagTerm(terms.rooted(parsed.above, each));
    const groups = [...ticked.values()].filter((tags) => tags.length);
    const pieces = [
      ...rest.map((part) => ({ text: expression.slice(part.from, part.to), loose: part.kind === "or" && !part.closed })),
      ...groups.map((tags) => ({ text: tags.map(term).join(" or "), loose: tags.length > 1 })),
    ];
    const alone = pieces.length === 1;
    return pieces.map(({ text, loose }) => (loose && !alone ? `(${text})` : text)).join(" ");
  }

  return { read, written };
})(studygen);
