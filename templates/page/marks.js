"use strict";
// What words were found by, marked: in lists, and on the card that is up.

studygen.marks = (({ dom: { element }, words }) => {
  const NAME = "found"; // as frame.css paints it
  const AROUND = 60; // characters that an excerpt has at most on both sides of what was found

  /** The nodes of a text in which phrases are marked. */
  function marked(text, phrases) {
    const nodes = [];
    let done = 0;
    for (const [from, to] of words.places(text, phrases)) {
      nodes.push(text.slice(done, from), element("mark", {}, text.slice(from, to)));
      done = to;
    }
    return [...nodes, text.slice(done)];
  }

  /** What stands around the first of the phrases in a text, marked. */
  function excerpt(text, phrases) {
    const [[from, to]] = words.places(text, phrases);
    const isFar = from > AROUND;
    const hasMore = to + AROUND < text.length;
    const start = isFar ? Math.min(from, text.indexOf(" ", from - AROUND) + 1 || from) : 0;
    const end = hasMore ? Math.max(to, text.lastIndexOf(" ", to + AROUND)) : text.length;
    return [isFar ? "… " : "", ...marked(text.slice(start, end), phrases), hasMore ? " …" : ""];
  }

  /** Paint phrases inside of an element, where browsers can do that; the element stays as it is. */
  function paint(root, phrases) {
    const { CSS, Highlight } = root.ownerDocument.defaultView;
    if (!CSS?.highlights || !Highlight) return;
    CSS.highlights.delete(NAME);
    if (!phrases.length) return;
    const ranges = rangesOf(textsIn(root), phrases);
    if (ranges.length) CSS.highlights.set(NAME, new Highlight(...ranges));
  }

  function textsIn(root) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    return texts;
  }

  /** Phrases may run over the ends of elements, as where a word in them is bold. */
  function rangesOf(texts, phrases) {
    const starts = [];
    let whole = "";
    for (const text of texts) {
      starts.push(whole.length);
      whole += text.data;
    }
    const placeOf = (at, isEnd) => {
      const index = starts.findLastIndex((start) => (isEnd ? start < at : start <= at));
      return [texts[index], at - starts[index]];
    };
    return words.places(whole, phrases).map(([from, to]) => {
      const range = texts[0].ownerDocument.createRange();
      range.setStart(...placeOf(from, false));
      range.setEnd(...placeOf(to, true));
      return range;
    });
  }

  return { marked, excerpt, paint };
})(studygen);
