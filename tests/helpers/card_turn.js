// What a learner would complain about who has turned a card: `turns(sides, isPage)` shows each back as the program
// does, scrolls as it does, and returns the complaints, each with the side's name. A program that opens each side as
// a page of its own (`isPage`) goes to #answer by the address; the others scroll it into view once pictures are there.

const LINES = 3; // that are to stay of a question too long to be seen with its answer
const PART = 0.45; // of the window, for the beginning of a long answer
const ROUNDING = 1;

async function turns(sides, isPage) {
  const complaints = [];
  const frame = document.querySelector("#qa, #content");
  for (const side of sides) {
    frame.innerHTML = side.html;
    await Promise.allSettled([...frame.querySelectorAll("img")].map((image) => image.decode()));
    window.scrollTo(0, 0);
    if (isPage) {
      location.href = "#";
      location.href = "#answer";
    } else document.getElementById("answer")?.scrollIntoView();
    for (const complaint of seen(frame)) complaints.push(`${side.of}: ${complaint}`);
  }
  return complaints;
}

function* seen(frame) {
  const blank = frame.querySelector(".cloze"); // of a sentence with one, nothing may be hidden that could be seen
  const question = box(frame.querySelector(".title") ?? frame.querySelector(".question"), blank ? null : frame.querySelector(".shown"));
  const answer = box(frame.querySelector(blank ? ".answer" : ".told"));
  const height = window.innerHeight;
  const whole = answer.bottom - question.top;
  if (question.bottom <= 0) yield "the question is gone";
  else if ((blank || whole <= height) && question.top < -ROUNDING) yield `the question is cut: ${question.top} px, though all takes ${whole} of ${height}`;
  else if (question.bottom < Math.min(LINES * lineHeight(frame), question.height) - ROUNDING) yield "too little of the question is left";
  const begun = Math.min(answer.height, PART * height);
  if (!blank && height - answer.top < begun - ROUNDING) yield `too little of the answer is seen: ${height - answer.top} px of ${height}`;
}

function box(element, last) {
  const { top, bottom } = element.getBoundingClientRect();
  const end = last ? last.getBoundingClientRect().bottom : bottom;
  return { top, bottom: end, height: end - top };
}

function lineHeight(frame) {
  return parseFloat(getComputedStyle(frame.querySelector(".question")).lineHeight);
}
