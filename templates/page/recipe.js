"use strict";
// What makes a deck of the chosen cards: a command, and a deck specification.

studygen.recipe = (() => {
  const DECK_NAME = /^[^:\0-\x1f]{1,80}(::[^:\0-\x1f]{1,80})*$/u;
  const isDeckName = (name) => DECK_NAME.test(name) && name.split("::").every((part) => part === part.trim());

  /** The search for what two searches both find. */
  function both(one, other) {
    const parts = [one, other].map((each) => each.trim()).filter(Boolean);
    return parts.length > 1 ? parts.map((each) => `(${each})`).join(" ") : parts.join("");
  }

  const shell = (word) => `'${word.replaceAll("'", "'\\''")}'`;

  // JSON is YAML but for a few characters, which YAML wants escaped.
  const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/gu;
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const yaml = (text) => JSON.stringify(text).replace(UNPRINTABLE, escaped);

  /** The words of the command, each option with its value. */
  function command({ name, where, order, seed, sample, limit }) {
    const words = ["studygen deck"];
    if (where) words.push(`--where ${shell(where)}`);
    words.push(`--name ${shell(name)}`);
    if (order !== "text") words.push(`--order ${order}`);
    if (sample) words.push(`--sample ${sample}`);
    if (limit) words.push(`--limit ${limit}`);
    if (order === "shuffled" || sample) words.push(`--seed ${seed}`);
    return words;
  }

  function spec({ name, where, order, seed, sample, limit }) {
    const lines = [`deck: ${yaml(name)}`];
    if (where) lines.push(`where: ${yaml(where)}`);
    if (order !== "text") lines.push(`order: ${order}`);
    if (sample) lines.push(`sample: ${sample}`);
    if (limit) lines.push(`limit: ${limit}`);
    if (order === "shuffled" || sample) lines.push(`seed: ${seed}`);
    return `${lines.join("\n")}\n`;
  }

  return { both, command, isDeckName, spec };
})();
