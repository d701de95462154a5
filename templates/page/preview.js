"use strict";
// The page: a search chooses notes; list, text and drawings lead to their cards; the stage shows one of them.

(() => {
  const by = (id) => document.getElementById(id);
  const SHOWN_AT_ONCE = 60;
  const NARROW = matchMedia("(max-width: 47.99rem)");
  const CALM = matchMedia("(prefers-reduced-motion: reduce)");
  const DARK = matchMedia("(prefers-color-scheme: dark)");

  let data; // what studygen made
  let all; // every card: {index, note, card, key}
  let byKey;
  let frame;
  const state = { expression: "", tree: null, chosen: [], lineup: [], at: 0, focus: null, turned: false, typed: "" };
  let sitting = null;
  let rows = 0;

  const element = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...inside);
    return made;
  };
  const counted = (number, thing) => `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
  const words = (html) =>
    new DOMParser().parseFromString(html.replace(/<(?:\/p|\/li|br)>/gu, "$& "), "text/html").body.textContent.trim();

  // What the browser keeps: nothing depends on it

  const kept = (store, name) => {
    try {
      return JSON.parse(window[store].getItem(`studygen ${name}`));
    } catch {
      return null;
    }
  };
  const keep = (store, name, value) => {
    try {
      if (value === null) window[store].removeItem(`studygen ${name}`);
      else window[store].setItem(`studygen ${name}`, JSON.stringify(value));
    } catch {
      // A browser that forgets shows the page all the same.
    }
  };

  // Reading the data

  async function read() {
    const text = atob(by("data").textContent.trim());
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    data = await new Response(stream).json();
    const tags = new Map();
    for (const note of data.notes) {
      Object.assign(note, search.searchable(note.tags, data.types[note.type].name));
      note.above = [...new Set(note.tags.flatMap(upwards))];
      for (const tag of note.above) tags.set(tag, (tags.get(tag) ?? 0) + 1);
    }
    for (const note of data.notes) {
      note.own = note.cards.map((card) => ({ note, card, key: `${note.id}#${card.ordinal}` }));
    }
    all = cardsOf(data.notes);
    all.forEach((each, index) => (each.index = index));
    byKey = new Map(all.map((each) => [each.key, each]));
    data.inUse = tags;
  }

  const upwards = (tag) => tag.split("::").map((_, depth, parts) => parts.slice(0, depth + 1).join("::"));
  const cardsOf = (notes) => notes.flatMap((note) => note.own);

  // Choosing

  function choose(expression) {
    let tree;
    try {
      tree = search.parse(expression);
    } catch (error) {
      if (!(error instanceof search.SearchError)) throw error;
      showFault(expression, error);
      return;
    }
    by("fault").replaceChildren();
    by("search").removeAttribute("aria-invalid");
    Object.assign(state, { expression, tree, chosen: data.notes.filter(tree.test) });
    data.notes.forEach((note) => (note.in = false));
    state.chosen.forEach((note) => (note.in = true));
    keep("sessionStorage", `${data.id} search`, expression);
    showChosen();
  }

  function showFault(expression, error) {
    by("search").setAttribute("aria-invalid", "true");
    const place = element("code", {}, expression.slice(0, error.at));
    const width = expression.codePointAt(error.at) > 0xffff ? 2 : 1;
    place.append(element("mark", {}, expression.slice(error.at, error.at + width) || " "));
    place.append(expression.slice(error.at + width));
    const where = `character ${error.position + 1}`;
    by("fault").replaceChildren(element("p", {}, error.message, " ", element("span", {}, `(${where})`)), place);
  }

  function showChosen() {
    const chosen = cardsOf(state.chosen);
    const everything = state.chosen.length === data.notes.length;
    const held = `${counted(state.chosen.length, "note")}, ${counted(chosen.length, "card")}`;
    by("found").textContent = everything ? held : `${held} of ${all.length.toLocaleString("en")}`;
    if (!chosen.length) by("found").textContent = "No note is found. Tick fewer tags, or search for less.";
    by("study").disabled = by("ask-recipe").disabled = !chosen.length;
    if (!sitting) line(chosen);
    tree.count();
    list.fill();
    if (!by("text").hidden) text.dim();
    drawings.dim();
  }

  // The stage: one card of a line of cards

  const current = () => state.lineup[state.at];

  /** Put cards in line; a `focus` says of what they are, if they are not simply the chosen ones. */
  function line(cards, focus = null) {
    const before = current();
    const at = focus ? -1 : cards.indexOf(before);
    Object.assign(state, { lineup: cards, at: Math.max(at, 0), focus });
    if (at < 0) state.turned = false;
    show();
  }

  function show() {
    const each = current();
    by("stage").classList.toggle("empty", !each);
    const position = state.lineup.length ? `${state.at + 1} of ${state.lineup.length.toLocaleString("en")}` : "";
    by("place").textContent = sitting ? `${study.done(sitting)} of ${sitting.all} done` : position;
    by("focus").hidden = !state.focus || Boolean(sitting);
    by("focus").firstElementChild.textContent = state.focus ?? "";
    by("flip").textContent = state.turned ? "Show question" : "Show answer";
    for (const id of ["previous", "next"]) by(id).hidden = Boolean(sitting);
    by("flip").hidden = Boolean(sitting) && state.turned;
    by("again").hidden = by("good").hidden = !(sitting && state.turned);
    by("sheet").hidden = by("passages").hidden = !each;
    by("flip").disabled = !each;
    if (!each) return;
    showSide(each);
    showPassages(each);
    list.mark();
    text.mark();
  }

  function showSide({ note, card }) {
    const entry = data.entries[note.entries[0]];
    by("frame").title = `${state.turned ? "Answer" : "Question"}: ${entry.title}, ${card.name}`;
    by("stage").dataset.kind = entry.kind;
    by("stage").dataset.side = state.turned ? "answer" : "question";
    frame.show({
      html: state.turned ? card.back : card.front,
      css: data.types[note.type].css,
      ordinal: card.ordinal,
      media: data.media,
      answer: state.turned ? { given: state.typed, expected: card.typed ?? {} } : null,
    });
  }

  function showPassages({ note }) {
    const first = new Map(note.quotes.map(([locator], index) => [locator, index]).reverse());
    const links = [...first].reverse().map(([locator, index]) =>
      element("a", { href: "#text", "data-quote": index }, locator),
    );
    by("passages").replaceChildren("In the text: ", ...links.flatMap((link) => [link, " "]));
    by("passages").hidden = Boolean(sitting) || !links.length;
  }

  function turn() {
    if (!current()) return;
    if (!state.turned) state.typed = frame.typed ?? "";
    state.turned = !state.turned;
    show();
  }

  function step(by_) {
    const to = state.at + by_;
    if (sitting || to < 0 || to >= state.lineup.length) return;
    go(to);
  }

  function go(at) {
    Object.assign(state, { at, turned: false, typed: "" });
    show();
  }

  function openStage() {
    document.body.classList.add("staged");
    shut();
    if (NARROW.matches) by("leave").focus();
  }

  function closeStage() {
    document.body.classList.remove("staged");
    shut();
  }

  /** Where the stage covers everything else, nothing else can be reached. */
  function shut() {
    const covered = Boolean(sitting) || (NARROW.matches && document.body.classList.contains("staged"));
    for (const each of document.querySelectorAll(".top nav, .tools, #choose, #filter, #views")) each.inert = covered;
  }

  // The list of the chosen cards

  const list = {
    fill() {
      by("list").replaceChildren();
      rows = 0;
      this.extend(SHOWN_AT_ONCE);
    },
    extend(number) {
      const chosen = cardsOf(state.chosen);
      by("list").append(...chosen.slice(rows, rows + number).map(row));
      rows = Math.min(rows + number, chosen.length);
      by("more").hidden = rows >= chosen.length;
      by("more").textContent = `Show more of the other ${(chosen.length - rows).toLocaleString("en")}`;
      this.mark();
    },
    mark() {
      by("list").querySelector("[aria-current]")?.removeAttribute("aria-current");
      const each = current();
      const button = each && by("list").querySelector(`[data-card="${each.index}"]`);
      button?.setAttribute("aria-current", "true");
      if (button && !by("cards").hidden) button.scrollIntoView({ block: "nearest" });
    },
  };

  function row(each) {
    const { note, card } = each;
    const entry = data.entries[note.entries[0]];
    const places = [...new Set(note.quotes.map(([locator]) => locator))].join(" ");
    const head = element("span", { class: "what" }, `${entry.kind} · ${card.name} `, element("i", {}, places));
    const asked = element("span", { class: "asked" }, words(card.question));
    return element("li", { "data-kind": entry.kind }, element("button", { type: "button", "data-card": each.index }, head, asked));
  }

  // Tags: ticking them writes the search

  const tree = {
    counts: new Map(),
    boxes: new Map(),
    names: new Map(), // a tag in small letters -> the tag

    build() {
      const meanings = new Map(data.tags);
      const known = [...new Set([...data.tags.map(([tag]) => tag), ...[...data.inUse.keys()].sort(inOrder)])];
      const every = [...new Set(known.flatMap(upwards))].filter((tag) => data.inUse.has(tag));
      const lists = new Map([["", by("tags")]]);
      let first = true;
      for (const tag of every.sort((a, b) => a.split("::").length - b.split("::").length)) {
        const above = tag.split("::").slice(0, -1).join("::");
        const isParent = every.some((other) => other.startsWith(`${tag}::`));
        const inner = isParent ? element("ul", { hidden: above !== "" || !first }) : null;
        lists.get(above).append(this.item(tag, meanings.get(tag), inner));
        if (inner) lists.set(tag, inner);
        if (inner && above === "") first = false;
      }
    },
    item(tag, meaning, inner) {
      const name = tag.split("::").at(-1);
      const box = element("input", { type: "checkbox", value: tag });
      const count = element("span", { class: "count" });
      const label = element("label", {}, box, element("span", { class: "tag" }, name), count);
      this.boxes.set(tag, box);
      this.counts.set(tag, count);
      this.names.set(tag.toLowerCase(), tag);
      const item = element("li", {}, element("div", { class: "line" }, inner ? twist(name, inner) : "", label));
      if (meaning) item.append(element("p", { class: "meaning", title: meaning }, meaning));
      if (inner) item.append(inner);
      return item;
    },
    count() {
      const found = new Map();
      for (const note of state.chosen) for (const tag of note.above) found.set(tag, (found.get(tag) ?? 0) + 1);
      const { ticks } = readTicks(state.tree);
      const ticked = new Set([...ticks.values()].flat());
      for (const [tag, shown] of this.counts) {
        const number = found.get(tag) ?? 0;
        shown.textContent = number.toLocaleString("en");
        shown.title = counted(number, "note");
        this.boxes.get(tag).checked = ticked.has(tag);
        this.boxes.get(tag).closest("li").classList.toggle("none", !number && !ticked.has(tag));
      }
      const number = ticked.size;
      by("open-tags").textContent = number ? `Tags (${number})` : "Tags";
    },
  };

  const inOrder = (a, b) => a.localeCompare(b, "en", { numeric: true });

  function twist(name, inner) {
    const button = element("button", { type: "button", class: "twist", "aria-expanded": String(!inner.hidden), "aria-label": `Tags under ${name}` });
    button.addEventListener("click", () => {
      inner.hidden = !inner.hidden;
      button.setAttribute("aria-expanded", String(!inner.hidden));
    });
    return button;
  }

  /** The tags that a search asks for as ticking would write them, by their top level, and its other parts. */
  function readTicks(whole) {
    const ticks = new Map();
    const rest = [];
    for (const part of whole.kind === "and" ? whole.parts : [whole]) {
      const asked = (part.kind === "or" ? part.parts : [part]).map((each) => {
        const plain = search.plainTag(each);
        return plain === null ? undefined : tree.names.get(plain.toLowerCase());
      });
      const top = asked[0]?.split("::")[0];
      if (top && asked.every((tag) => tag?.split("::")[0] === top) && !ticks.has(top)) ticks.set(top, asked);
      else rest.push(part);
    }
    return { ticks, rest };
  }

  function tick(tag, on) {
    const { ticks, rest } = readTicks(state.tree);
    const top = tag.split("::")[0];
    const others = (ticks.get(top) ?? []).filter((each) => each !== tag);
    ticks.set(top, on ? [...others, tag] : others);
    const groups = [...ticks.values()].filter((tags) => tags.length);
    const alone = rest.length + groups.length === 1;
    const pieces = [
      ...rest.map((part) => [state.expression.slice(part.from, part.to), part.kind === "or" && !part.closed]),
      ...groups.map((tags) => [tags.map(tagTerm).join(" or "), tags.length > 1]),
    ];
    write(pieces.map(([piece, loose]) => (loose && !alone ? `(${piece})` : piece)).join(" "));
  }

  const tagTerm = (tag) => `tag:${tag.replace(/^(re|nc):/u, "$1\\:")}`;

  function write(expression) {
    by("search").value = expression;
    choose(expression);
  }

  // The text, each cited stretch a link to its cards

  const text = {
    stretches: [], // {link, notes}

    build() {
      if (this.stretches.length || by("text").childElementCount) return;
      for (const each of data.texts) by("text").append(this.article(each));
      for (const note of data.notes) note.stretches = [];
      for (const stretch of this.stretches) for (const note of stretch.notes) note.stretches.push(stretch);
    },
    article(each) {
      const made = element("article", { lang: each.language });
      made.append(element("h2", {}, each.title), element("p", { class: "author" }, each.author));
      each.paragraphs.forEach((paragraph, index) => {
        const shown = element("p", {}, element("span", { class: "number", "aria-label": `Paragraph ${index + 1}` }, `¶${index + 1}`));
        shown.append(...paragraph.map((stretch) => this.stretch(stretch)));
        made.append(shown);
      });
      return made;
    },
    stretch([said, indexes]) {
      if (!indexes.length) return said;
      const notes = indexes.map((index) => data.notes[index]);
      const link = element("a", { href: "#cards", class: "cited", "data-stretch": this.stretches.length }, said);
      this.stretches.push({ link, notes });
      return link;
    },
    dim() {
      for (const { link, notes } of this.stretches) {
        const number = notes.filter((note) => note.in).length;
        link.classList.toggle("off", !number);
        link.style.setProperty("--n", Math.min(number, 5));
        link.title = number ? counted(cardsOf(notes.filter((note) => note.in)).length, "card") : "no chosen card";
      }
    },
    mark() {
      for (const link of by("text").querySelectorAll(".here")) link.classList.remove("here");
      if (by("text").hidden) return;
      const stretches = current()?.note.stretches ?? [];
      for (const { link } of stretches) link.classList.add("here");
    },
    /** Show the passages of the current card, and scroll to one of them. */
    showPassage(index = 0) {
      open("text");
      const { note } = current();
      const [, quoted] = note.quotes[index];
      const start = quoted.split(" […] ")[0].slice(0, 12);
      const named = note.stretches.find(({ link }) => link.textContent.replace(/\s+/gu, " ").startsWith(start));
      const { link } = named ?? note.stretches[0];
      link.scrollIntoView({ block: "center", behavior: CALM.matches ? "auto" : "smooth" });
      if (NARROW.matches) closeStage();
      link.focus({ preventScroll: true });
    },
  };

  /** The cards of some notes: of those chosen, or of all if none is. */
  function showCardsOf(notes, what) {
    const chosen = notes.filter((note) => note.in);
    const found = cardsOf(chosen.length ? chosen : notes);
    if (!found.length) return say(`No card is about ${what}.`);
    const outside = chosen.length ? "" : ", outside the search";
    line(found, `${counted(found.length, "card")} of ${what}${outside}`);
    openStage();
    return undefined;
  }

  // Drawings: nodes are links to entries

  const drawings = {
    dim() {
      const chosen = new Set(state.chosen.flatMap((note) => note.entries.map((entry) => data.entries[entry].id)));
      for (const node of document.querySelectorAll(".drawing a[data-entry]")) {
        node.classList.toggle("off", !chosen.has(node.dataset.entry));
      }
    },
    /** Bring the first node of a chosen entry into view, of a drawing that is wider than the screen. */
    reveal(view) {
      by(view).querySelector("a[data-entry]:not(.off)")?.scrollIntoView({ block: "nearest", inline: "center" });
    },
    showEntry(id) {
      const index = data.entries.findIndex((entry) => entry.id === id);
      if (index < 0) return say("No card of this page is about it.");
      const notes = data.notes.filter((note) => note.entries.includes(index));
      return showCardsOf(notes, `“${data.entries[index].title}”`);
    },
  };

  // Views

  const VIEWS = ["cards", "text", "timeline", "arguments"];

  function open(view) {
    const known = VIEWS.filter((name) => by(name));
    const wanted = known.includes(view) ? view : "cards";
    for (const name of known) by(name).hidden = name !== wanted;
    for (const link of document.querySelectorAll(".top nav a")) {
      if (link.hash === `#${wanted}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    document.body.dataset.view = wanted;
    if (wanted === "text") {
      text.build();
      text.dim();
      text.mark();
    }
    if (wanted === "arguments") drawings.reveal(wanted);
    keep("sessionStorage", `${data.id} view`, wanted);
  }

  // Studying

  function beginStudy() {
    const chosen = cardsOf(state.chosen);
    if (!chosen.length) return;
    sitting = study.begun(chosen.map((each) => each.key));
    by("ending").hidden = true;
    nextOfSitting();
  }

  function nextOfSitting() {
    keep("sessionStorage", `${data.id} sitting`, sitting);
    document.body.classList.add("studying");
    shut();
    by("progress").parentElement.hidden = false;
    by("progress").max = sitting.all;
    by("progress").value = study.done(sitting);
    by("leave").textContent = "Leave";
    if (!sitting.queue.length) return end();
    Object.assign(state, { lineup: [byKey.get(sitting.queue[0])], at: 0, turned: false, typed: "", focus: null });
    show();
    (frame.document.querySelector("input#typeans") ?? by("flip")).focus();
  }

  function answer(good) {
    if (!sitting || !state.turned) return;
    sitting = study.answered(sitting, good);
    nextOfSitting();
  }

  function end() {
    state.lineup = [];
    show();
    by("flip").hidden = true;
    const { all: number, missed } = sitting;
    const at_once = number - missed.length;
    const ending = by("ending");
    const again = element("button", { type: "button", class: "main" }, "Study them once more");
    const leave = element("button", { type: "button", class: "plain" }, "Back to the cards");
    again.addEventListener("click", beginStudy);
    leave.addEventListener("click", leaveStudy);
    const said = missed.length
      ? `${at_once.toLocaleString("en")} at once, ${missed.length.toLocaleString("en")} after another go.`
      : "All of them at once.";
    ending.replaceChildren(element("h2", {}, `${counted(number, "card")} studied`), element("p", {}, said), element("p", { class: "acts" }, leave, again));
    ending.hidden = false;
    ending.focus();
    keep("sessionStorage", `${data.id} sitting`, null);
  }

  function leaveStudy() {
    sitting = null;
    keep("sessionStorage", `${data.id} sitting`, null);
    document.body.classList.remove("studying");
    by("ending").hidden = true;
    by("progress").parentElement.hidden = true;
    by("leave").textContent = "Back";
    closeStage();
    state.turned = false;
    line(cardsOf(state.chosen));
    by("study").focus();
  }

  function resume() {
    const before = kept("sessionStorage", `${data.id} sitting`);
    if (!before?.queue?.length || !before.queue.every((key) => byKey.has(key))) return;
    sitting = before;
    nextOfSitting();
  }

  // The recipe: what makes this deck

  const wholeSearch = () => recipe.both(data.where, state.expression);

  function suggestedName() {
    const { ticks, rest } = readTicks(state.tree);
    if (!state.expression.trim() || rest.length) return state.expression.trim() ? `${data.deck}::Selection` : data.deck;
    const called = [...ticks.values()].flat().map((tag) => tag.split("::").at(-1).replaceAll("-", " "));
    const joined = called.join(", ").slice(0, 80).trim();
    return `${data.deck}::${joined.charAt(0).toUpperCase()}${joined.slice(1)}`;
  }

  function showRecipe() {
    const name = by("deck-name").value;
    const legal = recipe.isDeckName(name);
    // What was drawn of all that was found can be drawn again only if nothing else narrows the search.
    const drawn = state.expression.trim() ? {} : { sample: data.sample, limit: data.limit };
    const wanted = { name, where: wholeSearch(), order: data.order, seed: data.seed, ...drawn };
    by("deck-name").setAttribute("aria-invalid", String(!legal));
    by("deck-fault").textContent = legal
      ? ""
      : "A deck’s name is one or more names of at most 80 characters joined by ::, such as History::Economy.";
    by("command").replaceChildren(...(legal ? recipe.command(wanted).flatMap((part) => [element("span", {}, part), " "]).slice(0, -1) : []));
    by("spec").textContent = legal ? recipe.spec(wanted) : "";
  }

  async function copy(from, button) {
    const words_ = by(from).textContent;
    try {
      await navigator.clipboard.writeText(words_);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(by(from));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      if (!document.execCommand("copy")) return say("Press Ctrl+C to copy what is selected.");
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1600);
    return say("Copied.");
  }

  function say(message) {
    by("said").textContent = message;
    by("said").classList.add("seen");
    clearTimeout(say.later);
    say.later = setTimeout(() => by("said").classList.remove("seen"), 3000);
  }

  // On paper: question, answer, passage

  function layOutForPaper() {
    const chosen = cardsOf(state.chosen);
    const paper = by("print");
    paper.replaceChildren(
      element("h1", {}, data.title),
      element("p", { class: "quiet" }, [counted(chosen.length, "card"), wholeSearch()].filter(Boolean).join(" · ")),
      element("ol", {}, ...chosen.map(paperCard)),
    );
  }

  function paperCard({ note, card }) {
    const part = (name, html) => {
      const made = element("div", { class: name });
      made.append(...cards.nodes(html, { media: data.media, answer: null }));
      return made;
    };
    const quotes = note.quotes.flatMap(([locator, quoted]) => [element("q", {}, quoted), " ", element("span", {}, locator), "  "]);
    const source = element("p", { class: "rests" }, card.speaker ? element("b", {}, `${card.speaker}: `) : "", ...quotes);
    return element("li", { "data-kind": data.entries[note.entries[0]].kind }, part("asks", card.question), part("answers", card.answer), source);
  }

  // Light and dark

  function dress() {
    const given = kept("localStorage", "theme");
    const dark = given ? given === "dark" : DARK.matches;
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    by("theme").textContent = dark ? "Light" : "Dark";
    by("theme").setAttribute("aria-label", dark ? "Light colours" : "Dark colours");
    frame.dress(dark, NARROW.matches);
  }

  // Keys and other input

  const BUSY = "input, textarea, select, summary, audio, button, a[href]";

  function pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    const { key, target } = event;
    const typing = target.closest?.("input:not([type=checkbox]), textarea");
    if (typing) return typedKey(event, target);
    const onControl = target.closest?.(BUSY) && !target.closest?.("#list, #flip");
    const act = {
      " ": onControl ? null : turn,
      Enter: onControl || target.closest?.("#list") ? null : turn,
      j: () => step(1),
      k: () => step(-1),
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      ArrowDown: target.closest?.("#list") ? () => stepInList(1) : null,
      ArrowUp: target.closest?.("#list") ? () => stepInList(-1) : null,
      1: sitting && state.turned ? () => answer(false) : null,
      2: sitting && state.turned ? () => answer(true) : null,
      "/": () => !sitting && (closeStage(), by("search").focus(), by("search").select()),
      s: () => sitting || beginStudy(),
      "?": () => by("keys").showModal(),
      Escape: escape,
    }[key];
    if (!act) return undefined;
    event.preventDefault();
    return act();
  }

  function typedKey(event, target) {
    if (event.key === "Escape") {
      target.blur();
      if (target.id === "typeans") by("flip").focus();
    } else if (event.key === "Enter" && target.id === "typeans") {
      event.preventDefault();
      turn();
      by(sitting ? "good" : "flip").focus();
    }
  }

  function stepInList(by_) {
    step(by_);
    by("list").querySelector("[aria-current]")?.focus();
  }

  function escape() {
    if (sitting) leaveStudy();
    else if (document.body.classList.contains("staged") && NARROW.matches) {
      closeStage();
      by("list").querySelector("[aria-current]")?.focus();
    } else if (state.focus) line(cardsOf(state.chosen));
    else document.activeElement?.blur();
  }

  const NOT_TURNING = "a, button, input, textarea, select, summary, audio, video, label";

  /** A click or a swipe on the card turns it, unless it was for something on the card. */
  function listenTo(inner) {
    let from = null;
    inner.addEventListener("keydown", pressed);
    inner.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link) {
        event.preventDefault();
        if (link.matches(".hint")) unfold(link);
      } else if (!event.target.closest(NOT_TURNING) && !String(inner.getSelection())) turn();
    });
    inner.addEventListener("submit", (event) => event.preventDefault());
    inner.addEventListener("touchstart", (event) => (from = event.touches.length === 1 ? event.touches[0] : null), { passive: true });
    inner.addEventListener("touchend", (event) => {
      if (!from) return;
      const [over, down] = [event.changedTouches[0].screenX - from.screenX, event.changedTouches[0].screenY - from.screenY];
      if (Math.abs(over) > 40 && Math.abs(over) > 2 * Math.abs(down)) turn();
      from = null;
    });
  }

  /** Anki's own hint is a link that shows what follows it. */
  function unfold(link) {
    link.style.display = "none";
    link.nextElementSibling.style.display = "block";
  }

  function listen() {
    const on = (id, act) => by(id).addEventListener("click", act);
    document.addEventListener("keydown", pressed);
    by("search").addEventListener("input", () => choose(by("search").value));
    by("choose").addEventListener("submit", (event) => event.preventDefault());
    by("tags").addEventListener("change", ({ target }) => tick(target.value, target.checked));
    on("open-tags", () => {
      const isOpen = document.body.classList.toggle("tagged");
      by("open-tags").setAttribute("aria-expanded", String(isOpen));
    });
    on("more", () => list.extend(200));
    new IntersectionObserver(([entry]) => entry.isIntersecting && !by("more").hidden && list.extend(SHOWN_AT_ONCE)).observe(by("more"));
    on("list", ({ target }) => {
      const button = target.closest("button");
      if (button) fromList(all[button.dataset.card]);
    });
    on("text", (event) => {
      const link = event.target.closest("a.cited");
      if (!link) return;
      event.preventDefault();
      showCardsOf(text.stretches[link.dataset.stretch].notes, "this passage");
    });
    on("passages", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      text.showPassage(link.dataset.quote);
      history.replaceState(null, "", "#text");
    });
    by("views").addEventListener("click", (event) => {
      const node = event.target.closest("a[data-entry]");
      if (!node) return;
      event.preventDefault();
      drawings.showEntry(node.dataset.entry);
    });
    addEventListener("hashchange", follow);
    for (const [id, act] of [["previous", () => step(-1)], ["next", () => step(1)], ["flip", turn], ["study", beginStudy], ["again", () => answer(false)], ["good", () => answer(true)], ["ask-keys", () => by("keys").showModal()], ["leave", escape]]) on(id, act);
    by("focus").lastElementChild.addEventListener("click", () => line(cardsOf(state.chosen)));
    by("sheet").addEventListener("click", turn);
    on("ask-recipe", () => {
      by("deck-name").value = suggestedName();
      const holds = `${counted(state.chosen.length, "note")}, ${counted(cardsOf(state.chosen).length, "card")}.`;
      const isPart = (data.sample || data.limit) && state.expression.trim();
      by("recipe-holds").textContent = isPart ? `${holds} This page has a part of what its deck was chosen from; the search finds all.` : holds;
      showRecipe();
      by("recipe").showModal();
    });
    by("deck-name").addEventListener("input", showRecipe);
    by("recipe").addEventListener("click", ({ target }) => target.dataset.copies && copy(target.dataset.copies, target));
    on("theme", () => {
      const dark = document.documentElement.dataset.theme === "dark";
      keep("localStorage", "theme", dark ? "light" : "dark");
      dress();
    });
    for (const media of [DARK, NARROW]) media.addEventListener("change", () => (dress(), shut()));
    addEventListener("beforeprint", layOutForPaper);
    addEventListener("afterprint", () => by("print").replaceChildren());
  }

  function fromList(each) {
    const chosen = cardsOf(state.chosen);
    if (state.focus) Object.assign(state, { lineup: chosen, focus: null });
    go(chosen.indexOf(each));
    openStage();
  }

  /** Go where the address says: a view, or the cards of an entry. */
  function follow() {
    const wanted = decodeURIComponent(location.hash.slice(1));
    if (wanted.startsWith("entry=")) drawings.showEntry(wanted.slice(6));
    else if (VIEWS.includes(wanted)) open(wanted);
  }

  async function start() {
    await read();
    frame = await cards.frame(by("frame"), by("frame-css").textContent, data.texts[0]?.language ?? "en", listenTo);
    tree.build();
    listen();
    dress();
    open(kept("sessionStorage", `${data.id} view`) ?? "cards");
    write(kept("sessionStorage", `${data.id} search`) ?? "");
    follow();
    resume();
    document.documentElement.dataset.ready = "";
  }

  start().catch((error) => {
    const said = element("p", { class: "needs", role: "alert" }, `This page cannot be shown here: ${error.message}. It needs a browser of 2023 or later.`);
    document.body.prepend(said);
    throw error;
  });

})();

// What tests, and the curious, may ask: the notes of a list that a search finds.
window.studygen = {
  search: (expression, notes) => {
    const { test } = search.parse(expression);
    return notes.filter((note) => test(search.searchable(note.tags, note.note_type)));
  },
  SearchError: search.SearchError,
};
