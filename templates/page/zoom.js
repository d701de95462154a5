"use strict";
// The size of a drawing: as it was drawn, fitted to the window, or whatever one zooms to by buttons, keys, wheel or
// fingers. What is larger than its canvas can be scrolled, and dragged by the mouse.

studygen.zoom = (({ views }) => {
  const [LEAST, MOST] = [0.1, 4];
  const STEP = 1.25;
  const WHEEL = 0.004; // of the size, at each pixel that the wheel tells
  const LINE = 16; // pixels, for wheels that tell lines
  const MOVED = 4; // pixels, from which on a press is a drag
  const drawings = new Map(); // of each view that is one: {canvas, svg, width, scale, isFitted, …}

  function drawingOf(view) {
    const canvas = view.querySelector(".canvas");
    const svg = canvas.querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    const [smaller, larger] = ["smaller", "larger"].map((size) => view.querySelector(`[data-size=${size}]`));
    const isFitted = canvas.dataset.fit === "width"; // else it begins as it was drawn, where text can be read
    return { canvas, svg, width, height, scale: 1, isFitted, smaller, larger, told: view.querySelector("output") };
  }

  /** Make a drawing so large, with what is at a point of the window, or in the middle of the canvas, staying there. */
  function zoomTo(drawing, wanted, point = middle(drawing.canvas)) {
    const { canvas, svg, width, told, smaller, larger } = drawing;
    const scale = Math.min(Math.max(wanted, LEAST), MOST);
    const before = svg.getBoundingClientRect();
    drawing.scale = scale;
    svg.style.width = `${width * scale}px`;
    const after = svg.getBoundingClientRect();
    const grown = after.width / before.width || 1; // 0 while it is not shown
    const moved = (start) => after[start] - point[start] + grown * (point[start] - before[start]);
    canvas.scrollBy(moved("left"), moved("top"));
    told.textContent = `${Math.round(scale * 100)} %`;
    smaller.disabled = scale <= LEAST;
    larger.disabled = scale >= MOST;
  }

  function middle(canvas) {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { left: left + width / 2, top: top + height / 2 };
  }

  function zoomBy(drawing, factor, point) {
    drawing.isFitted = false;
    zoomTo(drawing, drawing.scale * factor, point);
  }

  /** Show the whole of a drawing, or the whole of its width; never larger than it was drawn. */
  function fit(drawing) {
    const { canvas, width, height } = drawing;
    const { maxHeight, paddingLeft, paddingTop } = getComputedStyle(canvas);
    const [across, down] = [paddingLeft, paddingTop].map((padding) => 2 * parseFloat(padding));
    const most = parseFloat(maxHeight);
    const byHeight = ((Number.isNaN(most) ? canvas.clientHeight : most) - down) / height;
    const byWidth = (canvas.clientWidth - across) / width;
    drawing.isFitted = true;
    zoomTo(drawing, Math.min(1, byWidth, canvas.dataset.fit === "width" ? 1 : byHeight));
  }

  const SIZES = {
    smaller: (drawing) => zoomBy(drawing, 1 / STEP),
    larger: (drawing) => zoomBy(drawing, STEP),
    fit,
    drawn: (drawing) => zoomBy(drawing, 1 / drawing.scale),
  };

  /** Give the drawing that is shown another size; without one, do nothing. */
  function size(name) {
    const drawing = drawings.get(document.body.dataset.view);
    if (drawing) SIZES[name](drawing);
  }

  function onWheel(drawing, event) {
    if (!event.ctrlKey && !event.metaKey) return; // it scrolls; a pinch on a touchpad is told as a wheel with Ctrl
    event.preventDefault();
    const pixels = event.deltaMode ? LINE * event.deltaY : event.deltaY;
    const factor = Math.min(Math.max(Math.exp(-WHEEL * pixels), 1 / STEP), STEP);
    zoomBy(drawing, factor, { left: event.clientX, top: event.clientY });
  }

  function listenToFingers(drawing) {
    let before = null; // how far apart two fingers were
    const told = (event) => {
      if (event.touches.length !== 2) {
        before = null;
        return;
      }
      event.preventDefault();
      const [one, other] = event.touches;
      const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      const between = { left: (one.clientX + other.clientX) / 2, top: (one.clientY + other.clientY) / 2 };
      if (before && apart) zoomBy(drawing, apart / before, between);
      before = apart;
    };
    for (const name of ["touchstart", "touchmove", "touchend"]) {
      drawing.canvas.addEventListener(name, told, { passive: false });
    }
  }

  function listenToMouse({ canvas }) {
    let from = null;
    canvas.addEventListener("pointerdown", (event) => {
      const isFree = event.pointerType === "mouse" && event.button === 0 && !event.target.closest("a");
      from = isFree ? { x: event.clientX, y: event.clientY, left: canvas.scrollLeft, top: canvas.scrollTop } : null;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      const [over, down] = [event.clientX - from.x, event.clientY - from.y];
      if (Math.hypot(over, down) > MOVED) canvas.setPointerCapture(event.pointerId);
      canvas.scrollTo(from.left - over, from.top - down);
    });
    canvas.addEventListener("pointerup", () => (from = null));
  }

  function make(view) {
    const drawing = drawingOf(view);
    drawings.set(view.id, drawing);
    zoomTo(drawing, 1);
    new ResizeObserver(() => drawing.isFitted && drawing.canvas.clientWidth && fit(drawing)).observe(drawing.canvas);
    drawing.canvas.addEventListener("wheel", (event) => onWheel(drawing, event), { passive: false });
    view.addEventListener("click", ({ target }) => SIZES[target.dataset.size]?.(drawing));
    listenToFingers(drawing);
    listenToMouse(drawing);
  }

  function start() {
    for (const view of document.querySelectorAll(".drawing")) make(view);
    views.opened.on((name) => drawings.get(name)?.isFitted && fit(drawings.get(name)));
  }

  return { start, size };
})(studygen);
