"use strict";

// Texts of others go into the page as textContent alone, never as markup.

const SVG = "http://www.w3.org/2000/svg";
const NARROW = matchMedia("(max-width: 700px)");
const HAN = /\p{Script=Han}/u;

const element = (id) => document.getElementById(id);
const form = element("form");
const input = element("question");
const main = document.querySelector("main");
const board = element("board");
const links = element("links");

let current = null; // the answer that is shown
let asking = null; // ends the request under way
let example = ""; // what is shown as long as nobody has asked
let awaking = null; // looks again when a member has rested

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = input.value.trim();
  if (question) {
    remember(question);
    ask(question);
  }
});

addEventListener("popstate", askWhatTheAddressSays);
NARROW.addEventListener("change", arrange);
new ResizeObserver(() => draw(false)).observe(board);
addEventListener("scroll", () => requestAnimationFrame(() => draw(false)), { passive: true });

arrange();
introduce();
askWhatTheAddressSays();

// questions

function askWhatTheAddressSays() {
  const question = asked();
  input.value = question;
  if (question || example) {
    ask(question || example);
  } else {
    asking?.abort();
    asking = null;
    busy(false);
    clear();
  }
}

function asked() {
  return (new URLSearchParams(location.search).get("q") ?? "").trim();
}

function remember(question) {
  const address = "?" + new URLSearchParams({ q: question });
  if (address !== location.search) {
    history.pushState(null, "", address);
  }
}

async function ask(question) {
  asking?.abort();
  const request = new AbortController();
  asking = request;
  busy(true);
  try {
    const answer = await json("api/answer?" + new URLSearchParams({ question }), { signal: request.signal });
    if (asking === request) {
      show(answer);
    }
  } catch (failure) {
    if (asking === request) {
      clear();
      complain(failure.message);
    }
  } finally {
    if (asking === request) {
      asking = null;
      busy(false);
    }
  }
}

async function json(address, options) {
  let response;
  try {
    response = await fetch(address, { ...options, headers: { Accept: "application/json" } });
  } catch {
    throw new Error("The application does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => null);
  if (!response.ok || body === null) {
    throw new Error(body?.error ?? "The application answered with status " + response.status + " and nothing else.");
  }
  return body;
}

async function introduce() {
  try {
    const about = await json("api/about");
    element("framework").textContent = about.framework;
    if (!current) {
      describe(about.reranker);
    }
    if (!current?.members) {
      showMembers(about.members ?? []);
    }
    element("examples").replaceChildren(...about.questions.map(toTry));
    example = about.questions[0] ?? "";
    input.placeholder = example;
    if (example && !asked() && !asking && !current) {
      ask(example);
    }
  } catch (failure) {
    complain(failure.message);
  }
}

function toTry(question) {
  const button = node("button", "", question);
  button.type = "button";
  button.lang = languageOf(question);
  button.addEventListener("click", () => {
    input.value = question;
    form.requestSubmit();
  });
  return button;
}

// who reranks, and who is taken away

function showMembers(members) {
  const list = element("member-list");
  if (list.children.length !== members.length) {
    list.replaceChildren(...members.map(row));
  }
  members.forEach((member, i) => update(list.children[i], member));
  element("members").hidden = !members.length;
  clearTimeout(awaking);
  const rests = members.filter((member) => member.restsForMillis > 0).map((member) => member.restsForMillis);
  if (rests.length) {
    awaking = setTimeout(lookAgain, Math.min(...rests, 1000));
  }
}

async function lookAgain() {
  try {
    showMembers(await json("api/members"));
  } catch {
    // whoever asks next is told
  }
}

function row(member) {
  const item = node("li", "member");
  const button = node("button", "switch");
  button.type = "button";
  button.addEventListener("click", () => take(member.name, button.dataset.away !== "true"));
  item.append(
    node("span", "name", member.name),
    node("span", "model", member.model ?? ""),
    node("span", "state"),
    button);
  return item;
}

/** In place, so that a button that was pressed keeps the focus. */
function update(item, member) {
  const button = item.querySelector("button");
  item.classList.toggle("away", member.away);
  item.classList.toggle("resting", member.rests);
  item.querySelector(".state").textContent = stateOf(member);
  button.dataset.away = member.away;
  button.textContent = member.away ? "Bring " + member.name + " back" : "Take " + member.name + " away";
}

function stateOf(member) {
  if (member.away) {
    return "taken away";
  }
  if (!member.rests) {
    return "there";
  }
  return member.restsForMillis > 0
    ? "there, not asked for " + Math.ceil(member.restsForMillis / 1000) + " s"
    : "there, asked again next time";
}

async function take(name, away) {
  element("problem").hidden = true;
  try {
    const members = await json(
      "api/members/" + encodeURIComponent(name) + "?" + new URLSearchParams({ away }), { method: "POST" });
    showMembers(members);
    element("switched").textContent = away
      ? name + " is taken away: its connections are refused. Ask again, and see who answers."
      : name + " is back." + (members.some((member) => member.name === name && member.rests)
        ? " It has failed again and again, so it is asked after a rest of some seconds." : "");
  } catch (failure) {
    complain(failure.message);
  }
}

// states

function busy(yes) {
  main.setAttribute("aria-busy", yes);
  element("ask").setAttribute("aria-disabled", yes);
  element("ask").textContent = yes ? "Asking…" : "Ask";
  if (yes) {
    element("problem").hidden = true;
    element("status").textContent = "Searching and reranking…";
    element("judged").textContent = "";
  }
}

function clear() {
  current = null;
  element("result").hidden = true;
  element("problem").hidden = true;
  element("example").hidden = true;
  element("status").textContent = "";
  element("judged").textContent = "";
  document.title = "What reranking does";
}

function complain(message) {
  element("problem").textContent = message;
  element("problem").hidden = false;
}

function describe(reranker) {
  const model = reranker.model ? ", model " + reranker.model : "";
  element("nature").textContent = reranker.standIn
    ? "Reranked by " + reranker.nature + ". It is not " + reranker.name + "'s model, and says nothing about how good that is."
    : "Reranked by " + reranker.nature + model + ".";
  element("nature").classList.toggle("real", !reranker.standIn);
  element("nature").hidden = false;
}

// the answer

function show(answer) {
  current = answer;
  describe(answer.reranker);
  element("nature").hidden = Boolean(answer.orderKept);
  if (answer.members) {
    showMembers(answer.members);
  }
  element("switched").textContent = "";
  element("judged").textContent = judged(answer);
  element("judged").classList.toggle("nobody", Boolean(answer.orderKept));
  const best = answer.fits ? answer.after[0]?.id : null;
  const unasked = !asked();
  element("answer").replaceChildren(...prose(answer.answer));
  element("answer").lang = languageOf(answer.answer);
  element("answer").classList.toggle("unfit", !answer.fits);
  element("chat").textContent = answer.fits ? sentence(answer.chat) : "";
  element("took").textContent = "Search " + millis(answer.took.retrieval) + " · reranking " + millis(answer.took.reranking);
  element("before-note").textContent = counted(answer.before.length, "candidate") + ", by similarity to the question" +
    beginning(answer.before);
  element("after-note").textContent = answer.orderKept
    ? "the first " + counted(answer.after.length, "passage") + ", as they were found"
    : counted(answer.after.length, "passage") + " kept, by relevance" +
    (answer.reranker.standIn ? " (stand-in: " + answer.reranker.model + ")" : "") + beginning(answer.after);
  fill(element("before-list"), answer.before, best, "dropped");
  fill(element("after-list"), answer.after, best, "new");
  fold(true);
  element("result").hidden = false;
  element("example").hidden = !unasked;
  element("example").textContent = "For example: " + answer.question;
  element("example").lang = languageOf(answer.question);
  element("status").textContent = summary(answer);
  document.title = (unasked ? "W" : answer.question + " – w") + "hat reranking does";
  draw(true);
}

function judged(answer) {
  if (answer.orderKept) {
    return "Kept in the order they were found: nobody could judge.";
  }
  if (!answer.judgedBy) {
    return "";
  }
  const before = answer.insteadOf.length ? ", because " + answer.insteadOf.join(" and ") + " did not answer" : "";
  return "Judged by " + answer.judgedBy + before + ".";
}

function summary(answer) {
  const [best] = answer.after;
  if (!answer.before.length) {
    return "Nothing was found.";
  }
  if (!best || !answer.fits) {
    return "Nothing seems to fit this question." + (best ? " What is shown is only what is least unlike it." : "");
  }
  const dropped = answer.before.filter((passage) => passage.moved === null).length;
  const rest = dropped ? " " + dropped + " of " + answer.before.length + " candidates were dropped." : "";
  if (answer.orderKept) {
    return "The passages are as they were found." + rest;
  }
  if (best.moved === null) {
    return "The best passage is new." + rest;
  }
  return (best.moved
    ? "The best passage rose from place " + (best.position + best.moved) + " to the top."
    : "The best passage was at the top already.") + rest;
}

function fill(list, passages, best, alone) {
  const [low, high] = range(passages.map((passage) => passage.score));
  list.replaceChildren(...passages.map((passage) => {
    const item = document.createElement("li");
    item.append(card(passage, passage.id === best, alone, (passage.score - low) / (high - low || 1)));
    return item;
  }));
  list.querySelector(".passage")?.setAttribute("tabindex", "0");
}

/** Bars begin at 0; at the lowest score, if that is negative; a little below it, if from 0 all of them would look alike. */
function range(all) {
  const scores = all.filter((score) => score !== null);
  const [low, high] = scores.length ? [Math.min(...scores), Math.max(...scores)] : [0, 0];
  if (low < high && low > high / 2) {
    return [low - (high - low) / 10, high];
  }
  return [Math.min(0, low), Math.max(0, high)];
}

function beginning(passages) {
  const [low] = range(passages.map((passage) => passage.score));
  return low > 0 ? "; bars begin at " + number(low) : "";
}

/** On a narrow page, whose picture shows the places, the candidates are one line until somebody wants to see them. */
function fold(yes) {
  const candidates = element("before-list").children.length;
  element("before-list").classList.toggle("folded", yes);
  element("fold").hidden = !candidates;
  element("fold").setAttribute("aria-expanded", !yes);
  element("fold").textContent = (yes ? "Show " : "Hide ") + counted(candidates, "candidate");
}

function card(passage, isBest, alone, share) {
  const kind = kindOf(passage, alone);
  const button = node("button", "passage " + kind + (isBest ? " best" : ""));
  button.type = "button";
  button.tabIndex = -1;
  button.dataset.id = passage.id;
  button.lang = languageOf(passage.title + passage.text);
  button.setAttribute("aria-expanded", "false");
  const text = node("span", "text");
  text.append(...prose(passage.text));
  button.append(
    node("span", "place", String(passage.position)),
    node("span", "title", passage.title),
    move(passage, kind),
    text);
  if (passage.score !== null) {
    button.append(bar(passage.score, share));
  }
  return button;
}

function kindOf(passage, alone) {
  if (passage.moved === null) {
    return alone;
  }
  return passage.moved > 0 ? "up" : passage.moved < 0 ? "down" : "same";
}

function move(passage, kind) {
  const words = {
    up: "▲ +" + passage.moved,
    down: "▼ −" + Math.abs(passage.moved),
    same: "= 0",
  };
  const badge = node("span", "move", words[kind] ?? kind);
  badge.lang = "en";
  return badge;
}

function bar(score, share) {
  const filled = document.createElement("span");
  filled.style.width = (100 * share).toFixed(1) + "%";
  const frame = node("span", "bar");
  frame.append(filled);
  const line = node("span", "score");
  line.append(frame, node("span", "number", number(score)));
  return line;
}

// the lines

/** Beside each other the lists are joined; below each other a picture of the places stands above them. */
function arrange() {
  const [before, after] = [element("before"), element("after")];
  board.append(...(NARROW.matches ? [links, after, before] : [before, links, after]));
  draw(false);
}

function draw(slowly) {
  if (!current || element("result").hidden) {
    return;
  }
  links.replaceChildren();
  links.classList.toggle("drawing", slowly);
  if (NARROW.matches) {
    drawPlaces();
  } else {
    drawJoins();
  }
}

function drawJoins() {
  links.removeAttribute("viewBox");
  const frame = links.getBoundingClientRect();
  const middle = (card) => {
    const box = card.getBoundingClientRect();
    return box.top + box.height / 2 - frame.top;
  };
  for (const after of worstFirst()) {
    const [from, to] = [cardOf("before-list", after.id), cardOf("after-list", after.id)];
    if (from && to) {
      join(after, 4, middle(from), frame.width - 4, middle(to));
    }
  }
}

function drawPlaces() {
  const [width, step, left, right] = [300, 15, 34, 266];
  const rows = Math.max(current.before.length, current.after.length);
  links.setAttribute("viewBox", "0 0 " + width + " " + (rows * step + 8));
  const y = (position) => position * step - 2;
  for (const passage of current.before) {
    dot(left, y(passage.position));
    label(left - 10, y(passage.position), passage.position, "end");
  }
  for (const passage of current.after) {
    dot(right, y(passage.position));
    label(right + 10, y(passage.position), passage.position, "start");
  }
  for (const after of worstFirst()) {
    if (after.moved !== null) {
      join(after, left, y(after.position + after.moved), right, y(after.position));
    }
  }
}

/** The best are drawn last, above the others. */
function worstFirst() {
  return current.after.toReversed?.() ?? [...current.after].reverse();
}

function join(passage, x1, y1, x2, y2) {
  const bend = (x1 + x2) / 2;
  const best = current.fits && passage.id === current.after[0].id ? " best" : "";
  const path = drawn("path", {
    d: "M" + x1 + " " + y1 + "C" + bend + " " + y1 + " " + bend + " " + y2 + " " + x2 + " " + y2,
    class: kindOf(passage, "new") + best,
    pathLength: 1,
  });
  path.dataset.id = passage.id;
  path.classList.toggle("lit", board.querySelector(".passage.lit")?.dataset.id === passage.id);
}

function dot(cx, cy) {
  drawn("circle", { cx, cy, r: 3 });
}

function label(x, y, text, anchor) {
  drawn("text", { x, y: y + 4, "text-anchor": anchor }).textContent = text;
}

function drawn(name, attributes) {
  const shape = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    shape.setAttribute(key, value);
  }
  links.append(shape);
  return shape;
}

// a passage and its twin

board.addEventListener("mouseover", (event) => light(event.target.closest(".passage")));
board.addEventListener("mouseleave", () => light(document.activeElement?.closest(".passage")));
board.addEventListener("focusin", (event) => light(event.target.closest(".passage")));
board.addEventListener("focusout", () => light(null));
board.addEventListener("click", (event) => unfold(event.target.closest(".passage")));
board.addEventListener("keydown", walk);
element("fold").addEventListener("click", () => fold(!element("before-list").classList.contains("folded")));

function light(card) {
  for (const lit of board.querySelectorAll(".lit")) {
    lit.classList.remove("lit");
  }
  links.classList.remove("choosing");
  if (card) {
    for (const twin of board.querySelectorAll("[data-id]")) {
      twin.classList.toggle("lit", twin.dataset.id === card.dataset.id);
    }
    links.classList.toggle("choosing", links.querySelector(".lit") !== null);
  }
}

function unfold(card) {
  card?.setAttribute("aria-expanded", card.getAttribute("aria-expanded") !== "true");
}

function walk(event) {
  const card = event.target.closest(".passage");
  const goal = card && !event.ctrlKey && !event.metaKey && !event.altKey ? goalOf(event.key, card) : null;
  if (goal) {
    event.preventDefault();
    focusOn(goal);
  }
}

function goalOf(key, card) {
  const cards = [...card.closest("ol").querySelectorAll(".passage")].filter((other) => other.offsetParent);
  const place = cards.indexOf(card);
  switch (key) {
    case "ArrowDown":
      return cards[place + 1];
    case "ArrowUp":
      return cards[place - 1];
    case "Home":
      return cards[0];
    case "End":
      return cards[cards.length - 1];
    case "ArrowLeft":
      return cardOf("before-list", card.dataset.id);
    case "ArrowRight":
      return cardOf("after-list", card.dataset.id);
    default:
      return null;
  }
}

/** Each list is one stop of the Tab key: the passage that had the focus last. */
function focusOn(card) {
  for (const other of card.closest("ol").querySelectorAll(".passage")) {
    other.tabIndex = -1;
  }
  card.tabIndex = 0;
  card.focus();
}

// words

function cardOf(list, id) {
  return [...element(list).querySelectorAll(".passage")].find((card) => card.dataset.id === id);
}

function node(name, kind, text) {
  const made = document.createElement(name);
  made.className = kind;
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** A text whose `names` are set as such: still nothing but texts. */
function prose(text) {
  return text.split("`").map((part, i) => (i % 2 ? node("code", "", part) : document.createTextNode(part)));
}

function languageOf(text) {
  return HAN.test(text) ? "zh" : "en";
}

function number(score) {
  return (Math.abs(score) < 1 ? score.toFixed(3) : score.toFixed(2)).replace("-", "−");
}

function millis(time) {
  return (time < 10 ? time.toFixed(1) : Math.round(time)) + " ms";
}

function counted(count, word) {
  return count + " " + word + (count === 1 ? "" : "s");
}

function sentence(words) {
  return words.charAt(0).toUpperCase() + words.slice(1) + ".";
}
