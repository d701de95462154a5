"use strict";
// The dialog that tells how studygen makes a deck of the chosen cards: a name, a command, a specification.

studygen.building = (({ dom: { by, element, counted, say, onClick }, search, terms, data, recipe, selection, tags }) => {
  const NAME_RULE = "A deck’s name is one or more names of at most 80 characters joined by ::, such as ";
  const LONGEST_NAME = 80;
  const COPIED_FOR = 1600; // milliseconds

  const isNarrowed = () => Boolean(selection.expression.trim());

  function open() {
    by("deck-name").value = suggestedName();
    by("recipe-holds").textContent = holds();
    by("in-anki").textContent = inAnki(selection.where.trim());
    show();
    by("recipe").showModal();
  }

  /** A name from the tags that are ticked, if nothing else is asked for. */
  function suggestedName() {
    if (!isNarrowed()) return data.deck;
    const { ticked, rest } = tags.read();
    if (rest.length) return `${data.deck}::Selection`;
    const called = [...ticked.values()].flat().map((tag) => tag.split("::").at(-1).replace(/[-_]/gu, " "));
    const joined = called.join(", ").slice(0, LONGEST_NAME).trim();
    return `${data.deck}::${joined.charAt(0).toUpperCase()}${joined.slice(1)}`;
  }

  function holds() {
    const { found } = selection;
    let told = `${counted(found.length, "note")}, ${counted(data.cardsOf(found).length, "card")}.`;
    if (selection.phrases.length) told += " The words that you are looking for are no part of it.";
    const isPart = (data.sample || data.limit) && isNarrowed();
    return isPart ? `${told} This page has a part of what its deck was chosen from; the search finds all.` : told;
  }

  /** The search that finds in a collection, where other decks' notes are as well, what another one finds here. */
  function inAnki(expression) {
    const all = terms.tagTerm(data.root);
    if (!expression) return all;
    const parsed = search.parse(expression, data.root);
    const wanted = search.inAnki(expression, parsed, data.root);
    return isOwn(parsed) ? wanted : `${all} (${wanted})`;
  }

  /** Whether a search asks for tags only, which no other deck's notes have. */
  function isOwn(part) {
    if (part.kind === "term") return part.key === "tag" && part.value !== "none";
    return part.kind !== "not" && part.parts.every(isOwn);
  }

  function show() {
    const name = by("deck-name").value;
    const isLegal = recipe.isDeckName(name);
    by("deck-name").setAttribute("aria-invalid", String(!isLegal));
    by("deck-fault").textContent = isLegal ? "" : `${NAME_RULE}${suggestedName()}.`;
    by("command").replaceChildren(...(isLegal ? spaced(recipe.command(wanted(name))) : []));
    by("spec").textContent = isLegal ? recipe.spec(wanted(name)) : "";
  }

  function wanted(name) {
    // What was drawn of all that was found can be drawn again only if nothing else narrows the search.
    const drawn = isNarrowed() ? {} : { sample: data.sample, limit: data.limit };
    return { name, where: selection.where, order: data.order, seed: data.seed, ...drawn };
  }

  /** Words with spaces between them, so that lines are broken only there. */
  const spaced = (words) => words.flatMap((word) => [element("span", {}, word), " "]).slice(0, -1);

  async function copy(from, button) {
    try {
      await navigator.clipboard.writeText(from.textContent);
    } catch {
      // Some browsers give a page from a disk no clipboard.
      getSelection().selectAllChildren(from);
      if (!document.execCommand("copy")) {
        say("Press Ctrl+C to copy what is selected.");
        return;
      }
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), COPIED_FOR);
    say("Copied.");
  }

  function start() {
    onClick("ask-recipe", open);
    by("deck-name").addEventListener("input", show);
    onClick("recipe", ({ target }) => target.dataset.copies && copy(by(target.dataset.copies), target));
  }

  return { start };
})(studygen);
