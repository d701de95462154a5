"use strict";
// What two words have in common: for typed answers, and to guess what was meant.

studygen.alike = (() => {
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

  return { sharedStretches, nearest };
})();
