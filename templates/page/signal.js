"use strict";
// The scripts of the page know each other by one name. Each is a function of it that is called once: what it takes
// apart is what it needs, and what it returns is what it gives, as `studygen.` and its file's name. A script needs
// only scripts that stand before it in the page; what those above it have to know, it tells by a signal.

const studygen = {};

/** Something that happens: who has to know of it says so by `on`, and to whom it happens, by `tell`. */
studygen.signal = () => {
  const acts = [];
  return {
    on(act) {
      acts.push(act);
    },
    tell(...what) {
      for (const act of acts) act(...what);
    },
  };
};
