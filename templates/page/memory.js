"use strict";
// What the browser keeps: nothing depends on it.

studygen.memory = (({ data }) => {
  const kept = (store, called) => ({
    recall(name) {
      try {
        return JSON.parse(window[store].getItem(called(name)));
      } catch {
        return null;
      }
    },
    keep(name, value) {
      try {
        if (value === null) window[store].removeItem(called(name));
        else window[store].setItem(called(name), JSON.stringify(value));
      } catch {
        // A browser that forgets shows the page all the same.
      }
    },
  });

  return {
    /** For this page, until its tab is closed. */
    tab: kept("sessionStorage", (name) => `studygen ${data.id} ${name}`),
    /** For pages of this deck, also when it has changed. */
    deck: kept("localStorage", (name) => `studygen ${data.deck} ${name}`),
    /** For all pages of studygen's. */
    browser: kept("localStorage", (name) => `studygen ${name}`),
  };
})(studygen);
