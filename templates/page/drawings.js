"use strict";
// The timeline and the map of arguments: their nodes are links to entries, which views.js follows.

studygen.drawings = (({ dom: { by }, data, selection, views }) => {
  /** Dim the nodes of entries that are not chosen. */
  function dim() {
    const chosen = new Set(selection.notes.flatMap((note) => note.entries.map((entry) => data.entries[entry].id)));
    for (const node of document.querySelectorAll(".drawing a[data-entry]")) {
      node.classList.toggle("off", !chosen.has(node.dataset.entry));
    }
  }

  /** Bring the first node of a chosen entry into view, of a drawing that is wider than the screen. */
  function reveal(view) {
    by(view).querySelector("a[data-entry]:not(.off)")?.scrollIntoView({ block: "nearest", inline: "center" });
  }

  function start() {
    selection.changed.on(dim);
    views.opened.on((view) => view === "arguments" && reveal(view));
  }

  return { start };
})(studygen);
