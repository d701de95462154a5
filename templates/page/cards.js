"use strict";
// Cards as Anki shows them: a note type's css and a side, in the reviewer's own frame, where no script runs.

studygen.cards = (({ marks, typed }) => {
  const NEVER_SHOWN = "script, link, meta, base, iframe, object, embed";

  /** Make the nodes of a side: pictures and sounds from the page's own data, boxes to type into. */
  function nodes(html, { media, answer }) {
    // Nothing is loaded while the document is not shown.
    const side = new DOMParser().parseFromString(`<body>${html}`, "text/html");
    for (const each of side.querySelectorAll(NEVER_SHOWN)) each.remove();
    for (const each of side.querySelectorAll("*")) {
      for (const name of each.getAttributeNames()) if (name.startsWith("on")) each.removeAttribute(name);
    }
    for (const image of side.querySelectorAll("img")) place(image, media);
    for (const button of side.querySelectorAll("[data-sound]")) placeSound(button, media);
    for (const text of textsIn(side)) {
      if (typed.has(text.data)) text.replaceWith(...typed.pieces(side, text.data, answer));
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

  /** All texts of a side, before any of them is replaced. */
  function textsIn(side) {
    const walker = side.createTreeWalker(side.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts;
  }

  /** The reviewer's frame in an iframe that runs no script; `on(document)` listens to what happens in it. */
  async function frame(iframe, frameCss, language, on) {
    await load(iframe, frameCss, language);
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
      /** Show a side: {html, css, ordinal, media, answer, phrases}, the last of them marked. */
      show(side) {
        if (css.textContent !== side.css) css.textContent = side.css;
        this.ordinal = side.ordinal;
        this.dress(this.dark, this.phone);
        qa.replaceChildren(...nodes(side.html, side));
        marks.paint(qa, side.phrases);
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

  function load(iframe, frameCss, language) {
    const loaded = new Promise((done) => iframe.addEventListener("load", done, { once: true }));
    iframe.srcdoc =
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Card</title>` +
      `<style>${frameCss}</style><style></style></head><body><div id="qa"></div></body></html>`;
    return loaded;
  }

  return { frame, nodes };
})(studygen);
