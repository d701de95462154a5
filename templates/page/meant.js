"use strict";
// Searches that find nothing: which part of one is to blame, and what may have been meant, in the words of studygen's
// commands. What is searched is `held`: {notes, types, tags, root} as data.js has them; a search is `asked`:
// {expression, parsed}.

studygen.meant = (({ dom: { counted }, alike, terms, search }) => {
  const { NONE, SEPARATOR, folded } = terms;
  const SUGGESTED = 3; // tags, at most
  const ALIKE = 0.75;

  const unique = (list) => [...new Set(list)];
  const lastOf = (name, separator) => name.split(separator).at(-1);
  const bare = (value) => value.replace(/^\*+|\*+$/gu, "");
  const matching = ({ notes }, ...parts) => notes.filter((note) => parts.every((part) => part.test(note)));
  const textOf = ({ expression }, part) => part.text ?? expression.slice(part.from, part.to);

  /** What is wrong with a search; for a bare word, with what is called like it. */
  function fault(held, error) {
    if (!error.word) return error.message;
    const { content } = error.word;
    const tags = tagsMeant(held, content, error.above);
    const meant = tags.length ? tags : noteTypesMeant(held, content);
    return meant.length ? `${search.ABOUT_WORDS}; did you mean ${meant.join(" or ")}?` : error.message;
  }

  /** Why a search, or a part of one, finds nothing. */
  function reasons(held, asked, part = asked.parsed) {
    const all = (parts) => unique(parts.flatMap((each) => reasons(held, asked, each)));
    const text = textOf(asked, part);
    if (part.kind === "or") return all(part.parts);
    if (part.kind === "and") {
      const empty = part.parts.filter((each) => !matching(held, each).length);
      return empty.length ? all(empty) : [conflict(held, asked, part.parts)];
    }
    if (part.kind === "not") {
      return [`${text} leaves nothing, since every note is found by ${textOf(asked, part.parts[0])}`];
    }
    return [`${text} by itself matches nothing${meantBy(held, asked, part)}`];
  }

  /** Which of the parts, each of which finds something, find nothing together: as few as can be. */
  function conflict(held, asked, parts) {
    for (const [index, first] of parts.entries()) {
      const second = parts.slice(index + 1).find((other) => !matching(held, first, other).length);
      if (second) return clash(held, asked, first, second);
    }
    let needed = [...parts];
    for (const part of parts) {
      const others = needed.filter((other) => other !== part);
      if (!matching(held, ...others).length) needed = others;
    }
    const texts = needed.map((part) => textOf(asked, part));
    const some = texts.slice(0, -1).join(", ");
    return `any two of them match something together, but ${some} and ${texts.at(-1)} do not`;
  }

  /** How two parts exclude each other. */
  function clash(held, asked, one, other) {
    const [first, second] = one.kind === "not" && other.kind !== "not" ? [other, one] : [one, other];
    const [text, excluded] = [textOf(asked, first), textOf(asked, second)];
    if (first.kind === "not") {
      return `${text} and ${excluded} leave nothing together: every note is found by one of them`;
    }
    const number = counted(matching(held, first).length, "note");
    if (second.kind === "not") return `${excluded} leaves nothing of the ${number} that ${text} matches`;
    const others = counted(matching(held, second).length, "note");
    return `${text} matches ${number} and ${excluded} ${others}, but none matches both`;
  }

  function meantBy(held, { parsed }, term) {
    const isTag = term.key === "tag";
    const meant = isTag ? tagsMeant(held, term.value, parsed.above) : noteTypesMeant(held, term.value);
    if (meant.length) return `, did you mean ${meant.join(" or ")}?`;
    if (!isTag) return `; there are ${noteTypes(held).join(", ")}`;
    const isListed = ([tag]) => term.test(search.searchable([tag], "", held.root));
    if (held.tags.some(isListed)) return ", since no note bears that tag yet";
    return term.value === NONE ? ", since every note has tags" : "";
  }

  const noteTypes = ({ notes, types }) => unique(notes.map((note) => types[note.type].name));

  function noteTypesMeant(held, wanted) {
    const types = noteTypes(held);
    const value = bare(wanted);
    if (types.some((name) => folded(name).endsWith(` ${folded(value)}`))) return finding(held, [`note:*${value}`]);
    const word = lastOf(value, " ").toLowerCase();
    const capital = word.charAt(0).toUpperCase() + word.slice(1);
    const [close] = alike.closest(capital, types.map((name) => lastOf(name, " ")), ALIKE);
    if (close) return finding(held, [`note:*${close}`]);
    return finding(held, alike.closest(value, types, ALIKE).slice(0, 1).map((name) => `"note:${name}"`));
  }

  /** Terms for the tags that end in a value, the commonest first, or else that resemble it. */
  function tagsMeant(held, wanted, root) {
    const known = commonest(held);
    const value = folded(bare(wanted));
    const below = [
      ...known.filter((tag) => withoutZeros(tag) === withoutZeros(value)),
      ...known.filter((tag) => folded(tag).endsWith(`${SEPARATOR}${value}`)),
    ];
    const meant = unique(below.length ? below : resembling(value, known));
    return finding(held, meant.map((tag) => terms.tagTerm(terms.rooted(root, tag)))).slice(0, SUGGESTED);
  }

  function resembling(value, known) {
    const lasts = unique(known.map((tag) => lastOf(tag, SEPARATOR))).sort();
    const close = alike.closest(lastOf(value, SEPARATOR), lasts, ALIKE);
    const below = close.flatMap((last) => known.filter((tag) => lastOf(tag, SEPARATOR) === last));
    return [...alike.closest(value, known, ALIKE), ...below];
  }

  /** All tags and those above them, the commonest first. */
  function commonest({ notes }) {
    const numbers = new Map();
    for (const note of notes) for (const tag of note.above) numbers.set(tag, (numbers.get(tag) ?? 0) + 1);
    return [...numbers.keys()].sort().sort((a, b) => numbers.get(b) - numbers.get(a));
  }

  /** A tag in small letters and without the zeros by which its numbers sort. */
  const withoutZeros = (tag) => folded(tag).split(SEPARATOR).map((part) => part.replace(/^0+/u, "")).join(SEPARATOR);

  /** Those of the terms that find something: no other is worth a suggestion. */
  function finding(held, expressions) {
    return expressions.filter((expression) => {
      try {
        return matching(held, search.parse(expression, held.root)).length;
      } catch (error) {
        if (error instanceof search.SearchError) return false;
        throw error;
      }
    });
  }

  return { fault, reasons };
})(studygen);
