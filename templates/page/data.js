"use strict";
// All that the page shows, as studygen has packed it. Notes refer to types, entries and texts by index.

studygen.data = (({ dom, search, words }) => {
  const { by } = dom;
  const data = { read, cardsOf, upwards, textsOf };

  async function read() {
    Object.assign(data, await unpacked(by("data").textContent.trim()));
    for (const note of data.notes) prepare(note);
    data.cards = cardsOf(data.notes); // each as {index, key, note, card}
    data.cards.forEach((each, index) => (each.index = index));
    data.cardOf = new Map(data.cards.map((each) => [each.key, each]));
    data.inUse = new Set(data.notes.flatMap((note) => note.above));
  }

  async function unpacked(letters) {
    const text = atob(letters);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  }

  /** Note down, once for all searches, what they look at, all tags that they count, and the note's cards. */
  function prepare(note) {
    Object.assign(note, search.searchable(note.tags, data.types[note.type].name, data.root));
    note.above = [...new Set(note.tags.flatMap(upwards))];
    note.own = note.cards.map((card) => ({ note, card, key: `${note.id}#${card.ordinal}` }));
  }

  /** A tag and those above it, the highest first. */
  function upwards(tag) {
    return tag.split("::").map((_, depth, parts) => parts.slice(0, depth + 1).join("::"));
  }

  /** What is said on a card and about it, its question first; and all of it as words are looked for. */
  function textsOf(each) {
    if (!each.texts) {
      const { card, note } = each;
      const answer = [card.speaker, dom.words(card.answer)].filter(Boolean).join(": ");
      each.texts = [dom.words(card.question), answer, ...note.quotes.map(([, quoted]) => quoted), ...note.more];
      each.folded = words.folded(each.texts.join("\0"));
    }
    return each;
  }

  function cardsOf(notes) {
    return notes.flatMap((note) => note.own);
  }

  return data;
})(studygen);
