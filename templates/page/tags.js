"use strict";
// The tree of tags: ticking them writes the search, and the search ticks them.

studygen.tags = (({ dom: { by, element, digits, counted, onClick }, data, ticks, selection, searchbox }) => {
  const shown = new Map(); // a tag -> its box and its count
  const known = new Map(); // a tag in small letters -> the tag

  /** The tags in use and those above them, each after the one above it, else in the order of the vocabulary. */
  function inOrder() {
    const vocabulary = data.tags.map(([tag]) => tag);
    const others = [...data.inUse].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const all = new Set([...vocabulary, ...others].flatMap(data.upwards));
    const depth = (tag) => tag.split("::").length;
    return [...all].filter((tag) => data.inUse.has(tag)).sort((a, b) => depth(a) - depth(b));
  }

  function build() {
    const tags = inOrder();
    const meanings = new Map(data.tags);
    const lists = new Map([["", by("tags")]]);
    for (const tag of tags) {
      const above = tag.split("::").slice(0, -1).join("::");
      const isParent = tags.some((other) => other.startsWith(`${tag}::`));
      const isOpen = above === "" && lists.size === 1; // the first of those at the top, to show what the others do
      const inner = isParent ? element("ul", { hidden: !isOpen }) : null;
      lists.get(above).append(item(tag, meanings.get(tag), inner));
      if (inner) lists.set(tag, inner);
    }
  }

  function item(tag, meaning, inner) {
    const name = tag.split("::").at(-1);
    const box = element("input", { type: "checkbox", value: tag });
    const count = element("span", { class: "count" });
    const label = element("label", {}, box, element("span", { class: "tag" }, element("bdi", {}, name)), count);
    shown.set(tag, { box, count });
    known.set(tag.toLowerCase(), tag);
    const made = element("li", {}, element("div", { class: "line" }, inner ? twist(name, inner) : "", label));
    if (meaning) made.append(element("p", { class: "meaning", dir: "auto" }, meaning));
    if (inner) made.append(inner);
    return made;
  }

  function twist(name, inner) {
    const isOpen = () => String(!inner.hidden);
    const attributes = { class: "twist", "aria-expanded": isOpen(), "aria-label": `Tags under ${name}` };
    const button = element("button", { type: "button", ...attributes });
    button.addEventListener("click", () => {
      inner.hidden = !inner.hidden;
      button.setAttribute("aria-expanded", isOpen());
    });
    return button;
  }

  /** Tick what the search asks for, and count how many of the chosen notes bear each tag. */
  function update() {
    const numbers = new Map();
    for (const note of selection.notes) for (const tag of note.above) numbers.set(tag, (numbers.get(tag) ?? 0) + 1);
    const ticked = new Set([...read().ticked.values()].flat());
    for (const [tag, { box, count }] of shown) {
      const number = numbers.get(tag) ?? 0;
      count.textContent = digits(number);
      count.title = counted(number, "note");
      box.checked = ticked.has(tag);
      box.closest("li").classList.toggle("none", !number && !box.checked);
    }
    by("open-tags").textContent = ticked.size ? `Tags (${ticked.size})` : "Tags";
  }

  /** What the search asks for, as ticks.js reads it. */
  const read = () => ticks.read(selection.parsed, known);

  function start() {
    build();
    selection.changed.on(update);
    by("tags").addEventListener("change", ({ target }) => {
      searchbox.write(ticks.written(selection, known, target.value, target.checked));
    });
    onClick("open-tags", () => {
      const isOpen = document.body.classList.toggle("tagged");
      by("open-tags").setAttribute("aria-expanded", String(isOpen));
    });
  }

  return { start, read };
})(studygen);
