// What a careful reader would complain about, asked of every side of every card in one call: `audit(sides, …)`
// shows each side in the page, everything unfolded, and returns the complaints, each with the side's name.
// What looks like raw markup is one, unless those are the card's own words.

const MARKUP = /\{\{|\}\}|\[\[|\]\]|\[%|\*\*|&(?:lt|gt|amp|nbsp|quot);|<\/?\w+|\\[([]|\[sound:|\bundefined\b/;
const SLACK = 1; // pixels that rounding may cost

async function audit(sides, markupIsWords) {
  const complaints = [];
  const kept = []; // lest each side's pictures be loaded anew
  const qa = document.querySelector("#qa, #content");
  for (const side of sides) {
    qa.innerHTML = withFormulas(side.html);
    for (const folded of qa.querySelectorAll("details")) folded.open = true;
    const images = [...qa.querySelectorAll("img")];
    await Promise.allSettled(images.map((image) => image.decode()));
    kept.push(...images);
    const say = (what) => complaints.push(`${side.of}: ${what}`);
    pageFits(say);
    for (const element of qa.querySelectorAll("*")) elementFits(element, say);
    for (const text of textsOf(qa)) {
      if (!markupIsWords) textIsPlain(text, say);
      textFits(text, say);
      contrastSuffices(text.parentElement, text.data.trim(), say);
    }
    for (const box of qa.querySelectorAll("input")) contrastSuffices(box, "a box to type into", say);
    for (const image of images) if (!image.naturalWidth) say(`no image: ${image.getAttribute("src")}`);
    for (const summary of qa.querySelectorAll("summary")) fingerFits(summary, say);
  }
  return complaints;
}

// A stand-in for what MathJax draws: a box that cannot be broken, in the element that MathJax puts it into.
function withFormulas(html) {
  const box = (math) => `<span style="display: inline-block; white-space: nowrap">${math}</span>`;
  return html
    .replace(/\\\[(.*?)\\\]/gs, (_, math) => `<mjx-container class="MathJax" display="true">${box(math)}</mjx-container>`)
    .replace(/\\\((.*?)\\\)/gs, (_, math) => `<mjx-container class="MathJax">${box(math)}</mjx-container>`);
}

function* textsOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && parent.tagName !== "STYLE" && parent.getClientRects().length) yield walker.currentNode;
  }
}

function pageFits(say) {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) say(`the page scrolls sideways: ${scrollWidth} px in ${clientWidth}`);
}

function elementFits(element, say) {
  const style = getComputedStyle(element);
  if (style.display === "inline" || style.display === "none" || !element.clientWidth) return;
  const name = `${element.tagName.toLowerCase()}.${element.className}`;
  const scrolls = style.overflowX === "auto" || style.overflowX === "scroll";
  if (element.scrollWidth > element.clientWidth + SLACK && !hasFormula(element)) say(`wider than its box: ${name}`);
  if (scrolls && element.scrollHeight > element.clientHeight + SLACK) say(`cut off below: ${name}, ${element.scrollHeight} px in ${element.clientHeight}`);
}

function hasFormula(element) {
  return element.querySelector("mjx-container") || element.closest("mjx-container");
}

function textIsPlain(text, say) {
  const found = text.data.match(MARKUP);
  if (found && !text.parentElement.closest("mjx-container")) say(`raw markup ${found[0]}: ${text.data.trim().slice(0, 60)}`);
}

function textFits(text, say) {
  if (text.parentElement.closest("mjx-container")) return;
  const scroller = scrollerOf(text.parentElement);
  if (scroller && scroller.scrollWidth > scroller.clientWidth + SLACK) return; // for a formula: else elementFits tells
  const frame = text.parentElement.closest(":is(#qa, #content) > *").getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(text);
  for (const box of range.getClientRects()) {
    if (box.left < frame.left - SLACK || box.right > frame.right + SLACK) {
      return say(`text runs out of the column: ${text.data.trim().slice(0, 60)}`);
    }
  }
}

function scrollerOf(element) {
  for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).overflowX === "auto") return at;
  return null;
}

function contrastSuffices(element, what, say) {
  const style = getComputedStyle(element);
  const behind = backgroundOf(element);
  const ratio = contrast(over(rgba(style.color), behind), behind);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
  if (ratio < (large ? 3 : 4.5)) say(`contrast ${ratio.toFixed(2)}: ${what.slice(0, 60)}`);
}

function backgroundOf(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const colour = rgba(getComputedStyle(at).backgroundColor);
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  return layers.reduceRight((behind, layer) => over(layer, behind), [255, 255, 255, 1]);
}

function rgba(colour) {
  const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
  return [red, green, blue, alpha];
}

function over([red, green, blue, alpha], behind) {
  const mixed = [red, green, blue].map((value, index) => value * alpha + behind[index] * (1 - alpha));
  return [...mixed, 1];
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]) {
  const [r, g, b] = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function fingerFits(summary, say) {
  const { width, height } = summary.getBoundingClientRect();
  if (width < 24 || height < 24) say(`too small for a finger: ${width} × ${height} px, ${summary.textContent}`);
}
