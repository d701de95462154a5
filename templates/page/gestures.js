"use strict";
// A click or a swipe on the card turns it, unless it was for something on the card.

studygen.gestures = (({ stage }) => {
  const NOT_TURNING = "a, button, input, textarea, select, summary, audio, video, label";
  const SWIPE = 40; // pixels, and twice as far over as up or down

  function clicked(event) {
    const link = event.target.closest("a");
    if (link) {
      event.preventDefault();
      if (link.matches(".hint")) unfold(link);
    } else if (!event.target.closest(NOT_TURNING) && !String(event.target.ownerDocument.getSelection())) {
      stage.turn();
    }
  }

  /** Anki's own hint is a link that shows what follows it. */
  function unfold(link) {
    link.style.display = "none";
    link.nextElementSibling.style.display = "block";
  }

  function listenToSwipes(inner) {
    let from = null;
    const began = ({ touches }) => (from = touches.length === 1 ? touches[0] : null);
    inner.addEventListener("touchstart", began, { passive: true });
    inner.addEventListener("touchend", ({ changedTouches: [to] }) => {
      if (!from) return;
      const [over, down] = [Math.abs(to.screenX - from.screenX), Math.abs(to.screenY - from.screenY)];
      if (over > SWIPE && over > 2 * down) stage.turn();
      from = null;
    });
  }

  /** Listen to the document inside of a card's frame. */
  function listenTo(inner) {
    inner.addEventListener("click", clicked);
    inner.addEventListener("submit", (event) => event.preventDefault());
    listenToSwipes(inner);
  }

  return { listenTo };
})(studygen);
