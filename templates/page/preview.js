"use strict";
// The page, put together: a search chooses notes; list, text and drawings lead to their cards; the stage shows one.

studygen.preview = (({
  dom: { element }, data, memory, lineup, stage, views, searchbox, tags, list, text, zoom, drawings, sitting, building,
  paper, theme, keys, gestures,
}) => {
  const parts = [lineup, views, searchbox, tags, list, text, zoom, drawings, sitting, building, paper, theme, keys];

  async function start() {
    await data.read();
    await stage.start((inner) => {
      keys.listenTo(inner);
      gestures.listenTo(inner);
    });
    for (const part of parts) part.start();
    views.open(memory.tab.recall("view") ?? "cards");
    searchbox.write(memory.tab.recall("search") ?? "");
    if (memory.tab.recall("words")) searchbox.look(memory.tab.recall("words"));
    views.follow();
    sitting.resume();
    document.documentElement.dataset.ready = "";
  }

  function sayWhy(error) {
    const why = `This page cannot be shown here: ${error.message}. It needs a browser of 2023 or later.`;
    document.body.prepend(element("p", { class: "needs", role: "alert" }, why));
    throw error;
  }

  return { started: start().catch(sayWhy) };
})(studygen);
