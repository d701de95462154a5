"use strict";
// One sitting: the chosen cards, shuffled; those that were not known come back after a few others.

studygen.study = (() => {
  const BACK_AFTER = 4;

  const shuffled = (list) => {
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  };

  /** Begin a sitting; what it returns is plain data, to be kept over a reload. */
  const begun = (keys) => ({ queue: shuffled(keys), all: keys.length, missed: [] });

  /** Answer the card in front. */
  function answered(sitting, good) {
    const [card, ...queue] = sitting.queue;
    if (good) return { ...sitting, queue };
    queue.splice(BACK_AFTER, 0, card);
    return { ...sitting, queue, missed: [...new Set([...sitting.missed, card])] };
  }

  const done = (sitting) => sitting.all - new Set(sitting.queue).size;

  return { begun, answered, done };
})();
