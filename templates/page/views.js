"use strict";
// The views, one at a time, and the address that names one of them or an entry.

studygen.views = (({ signal, dom: { by, say, onLink }, data, memory, stage }) => {
  const VIEWS = ["cards", "text", "timeline", "arguments"];
  const opened = signal(); // tells the name of the view

  function open(view) {
    const known = VIEWS.filter((name) => by(name)); // a project without dates has no timeline
    const wanted = known.includes(view) ? view : "cards";
    for (const name of known) by(name).hidden = name !== wanted;
    for (const link of document.querySelectorAll(".top nav a")) {
      if (link.hash === `#${wanted}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.body.dataset.view = wanted;
    opened.tell(wanted);
    memory.tab.keep("view", wanted);
  }

  function showEntry(id) {
    const index = data.entries.findIndex((entry) => entry.id === id);
    if (index < 0) {
      say("No card of this page is about it.");
      return;
    }
    const notes = data.notes.filter((note) => note.entries.includes(index));
    stage.showCardsOf(notes, `“${data.entries[index].title}”`);
  }

  /** Go where the address says: to a view, or to the cards of an entry. */
  function follow() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted.startsWith("entry=")) showEntry(wanted.slice("entry=".length));
    else if (VIEWS.includes(wanted)) open(wanted);
  }

  /** Show the view of a link, and leave the page where it is: browsers would scroll to what the link names. */
  function choose(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", link.hash);
    follow();
  }

  function start() {
    addEventListener("hashchange", follow);
    document.querySelector(".top nav").addEventListener("click", choose);
    onLink("views", "a[data-entry]", (node) => showEntry(node.dataset.entry));
  }

  return { start, open, opened, follow };
})(studygen);
