"use strict";
// What two words have in common: for typed answers, and to guess what was meant.

studygen.alike = (() => {
  const MOST = 3; // words that are most like another
  const LONGEST = 100; // characters; whatever is longer was not mistyped

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

  /** How much of two words is shared, from 0 to 1. */
  function likeness(one, other) {
    const [a, b] = [[...one], [...other]];
    return (2 * sharedStretches(a, b).reduce((sum, stretch) => sum + stretch[2], 0)) / (a.length + b.length);
  }

  /** Those of the known words that are most like one, the most alike first. */
  function closest(word, known, least) {
    if ([...word].length > LONGEST) return [];
    const near = known.filter((other) => [...other].length <= LONGEST);
    const found = near.map((other) => [likeness(other, word), other]).filter(([score]) => score >= least);
    found.sort(([a, x], [b, y]) => b - a || (x < y ? 1 : -1));
    return found.slice(0, MOST).map(([, other]) => other);
  }

  function nearest(word, known) {
    const [first] = closest(word, known, 0.6);
    return first ? `; did you mean ${first}?` : "";
  }

  return { sharedStretches, closest, nearest };
})();
