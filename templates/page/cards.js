"use strict";
// Cards as Anki shows them: a note type's css and a side, in the reviewer's own frame, where no script runs.

const cards = (() => {
  const SOUND = "[data-sound]";
  const TYPED = /\[\[type:([^\]]+)\]\]/gu;

  /** Make the nodes of a side: pictures and sounds from the page's own data, boxes to type into. */
  function nodes(html, { media, answer }) {
    // Nothing is loaded while the document is not shown.
    const side = new DOMParser().parseFromString(`<body>${html}`, "text/html");
    for (const each of side.querySelectorAll("script, link, meta, base, iframe, object, embed")) each.remove();
    for (const each of side.querySelectorAll("*")) {
      for (const name of each.getAttributeNames()) if (name.startsWith("on")) each.removeAttribute(name);
    }
    for (const image of side.querySelectorAll("img")) place(image, media);
    for (const button of side.querySelectorAll(SOUND)) placeSound(button, media);
    const walker = side.createTreeWalker(side.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.data.includes("[[type:")) text.replaceWith(...typed(side, text.data, answer));
    }
    return [...side.body.childNodes];
  }

  function place(image, media) {
    const name = image.getAttribute("src") ?? "";
    if (name.startsWith("data:")) return;
    image.removeAttribute("srcset");
    if (Object.hasOwn(media, name)) image.src = media[name];
    else image.removeAttribute("src");
  }

  function placeSound(button, media) {
    const { sound } = button.dataset;
    if (Object.hasOwn(media, sound)) {
      const player = button.ownerDocument.createElement("audio");
      player.controls = true;
      player.src = media[sound];
      button.replaceChildren(player);
    } else {
      button.textContent = `♪ ${sound}`;
    }
  }

  function* typed(document, text, answer) {
    let at = 0;
    for (const mark of text.matchAll(TYPED)) {
      yield text.slice(at, mark.index);
      yield answer ? compared(document, answer.given, answer.expected[mark[1]] ?? "") : box(document);
      at = mark.index + mark[0].length;
    }
    yield text.slice(at);
  }

  function box(document) {
    const input = document.createElement("input");
    input.type = "text";
    input.id = "typeans";
    input.autocomplete = "off";
    input.setAttribute("aria-label", "Type the answer");
    return input;
  }

  /** What was typed above what was expected, as the reviewer compares them. */
  function compared(document, given, expected) {
    const code = document.createElement("code");
    code.id = "typeans";
    const [one, other] = [given, expected].map((text) => [...text.normalize("NFC").trim()]);
    if (!one.length) {
      code.textContent = other.join("");
      return code;
    }
    const span = (kind, text) => {
      const made = document.createElement("span");
      made.className = kind;
      made.textContent = text;
      return made;
    };
    const [above, below] = [[], []];
    let [i, j] = [0, 0];
    for (const [from, low, length] of [...search.sharedStretches(one, other), [one.length, other.length, 0]]) {
      if (from > i) above.push(span("typeBad", one.slice(i, from).join("")));
      else if (low > j) above.push(span("typeMissed", "-".repeat(low - j)));
      if (low > j) below.push(span("typeMissed", other.slice(j, low).join("")));
      if (length) {
        const same = one.slice(from, from + length).join("");
        above.push(span("typeGood", same));
        below.push(span("typeGood", same));
      }
      [i, j] = [from + length, low + length];
    }
    code.append(...above);
    if (one.join("") !== other.join("")) {
      const arrow = span("", "↓");
      arrow.id = "typearrow";
      code.append(document.createElement("br"), arrow, document.createElement("br"), ...below);
    }
    return code;
  }

  /** The reviewer's frame in an iframe that runs no script; `on(document)` listens to what happens in it. */
  async function frame(iframe, frameCss, language, on) {
    const loaded = new Promise((done) => iframe.addEventListener("load", done, { once: true }));
    iframe.srcdoc =
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Card</title>` +
      `<style>${frameCss}</style><style></style></head><body><div id="qa"></div></body></html>`;
    await loaded;
    const inner = iframe.contentDocument;
    const [css, qa] = [inner.querySelectorAll("style")[1], inner.getElementById("qa")];
    on(inner);

    /** As high as the card, and what is left below it as coloured as the card. */
    function fit() {
      const style = getComputedStyle(inner.body);
      const edge = parseFloat(style.marginBottom) + parseFloat(style.paddingBottom);
      const height = qa.getBoundingClientRect().bottom + inner.defaultView.scrollY + edge;
      iframe.style.height = `${Math.ceil(height)}px`;
      iframe.parentElement.style.background = style.backgroundColor;
    }
    new ResizeObserver(fit).observe(qa);

    return {
      document: inner,
      /** Show a side: {html, css, ordinal, media, answer}. */
      show(side) {
        if (css.textContent !== side.css) css.textContent = side.css;
        this.ordinal = side.ordinal;
        this.dress(this.dark, this.phone);
        qa.replaceChildren(...nodes(side.html, side));
        inner.defaultView.scrollTo(0, 0);
        fit();
      },
      /** Give the frame the classes that it has in the dark, and on a phone. */
      dress(dark, phone) {
        [this.dark, this.phone] = [dark, phone];
        inner.body.className = `card card${(this.ordinal ?? 0) + 1}${dark ? " nightMode night_mode" : ""}`;
        inner.documentElement.className = `${dark ? "night-mode" : ""}${phone ? " mobile" : ""}`.trim();
        fit();
      },
      /** What the learner has typed, if the side has a box for it. */
      get typed() {
        return inner.querySelector("input#typeans")?.value;
      },
    };
  }

  return { frame, nodes };
})();
