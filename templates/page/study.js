"use strict";
// One sitting: the chosen cards in order or shuffled, all of them or some at a time; those that were not known come
// back after a few others. A sitting is plain data, to be kept over a reload and until another day.

studygen.study = (() => {
  const BACK_AFTER = 4;
  const APART = 10; // cards, if there are others: one of the same note would give another away
  const AT_A_TIME = 20; // cards, as many as Anki shows of new ones on a day

  const shuffled = (list) => {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  };

  const noteOf = (key) => key.slice(0, key.lastIndexOf("#"));

  /** The cards in line, those of one note some others apart; what has to wait comes as soon as it can. */
  function apart(line) {
    const waiting = [...line];
    const placed = [];
    while (waiting.length) {
      const recent = new Set(placed.slice(-APART).map(noteOf));
      const at = waiting.findIndex((key) => !recent.has(noteOf(key)));
      placed.push(...waiting.splice(Math.max(at, 0), 1));
    }
    return placed;
  }

  /**
   * Begin a sitting: {queue: what is asked, later: what is asked in the parts to come, size: of this part, all: of all
   * parts, missed: of this part}.
   */
  function begun(keys, { inOrder = false, inParts = false } = {}) {
    const line = apart(inOrder ? keys : shuffled(keys));
    const part = inParts ? AT_A_TIME : line.length;
    return { ...partOf(line, part), all: line.length };
  }

  function partOf(line, number) {
    const queue = line.slice(0, number);
    return { queue, later: line.slice(number), size: queue.length, missed: [] };
  }

  /** Go on with the next part. */
  const goneOn = (sitting) => ({ ...sitting, ...partOf(sitting.later, AT_A_TIME) });

  /** Answer the card in front. */
  function answered(sitting, good) {
    const [card, ...queue] = sitting.queue;
    if (good) return { ...sitting, queue };
    queue.splice(BACK_AFTER, 0, card);
    return { ...sitting, queue, missed: [...new Set([...sitting.missed, card])] };
  }

  /** How many cards of this part are done. */
  const done = ({ size, queue }) => size - new Set(queue).size;

  /** How many cards of all parts are done. */
  const doneInAll = ({ all, later, queue }) => all - later.length - new Set(queue).size;

  /** A sitting that was kept, with those of its cards that there still are; null if nothing of it is left. */
  function kept(sitting, isThere) {
    if (!Array.isArray(sitting?.queue)) return null;
    const later = sitting.later ?? [];
    const [queue, others] = [sitting.queue.filter(isThere), later.filter(isThere)];
    const gone = new Set(sitting.queue).size - new Set(queue).size;
    const all = sitting.all - gone - (later.length - others.length);
    const here = { ...sitting, queue, later: others, all, size: (sitting.size ?? sitting.all) - gone };
    if (queue.length) return here;
    return others.length ? goneOn(here) : null;
  }

  return { begun, goneOn, answered, done, doneInAll, kept };
})();
