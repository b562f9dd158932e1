
"use strict";
const query = document.getElementById("query");
const found = document.getElementById("found");
const told = document.getElementById("told");

/** The number of answers that are shown. */
const MOST = 50;

/** Returns all that the page defines: each name, with the element that defines it. */
function definitions() {
  const definition = (element, name) => {
    const article = element.closest("article");
    const row = element.closest("tr[id]");
    const table = row && row.closest("table");
    const owner = row && article ? article.querySelector("h3 dfn").textContent + "::" : "";
    const kind = row ? table.dataset.member || table.dataset.kind : article.dataset.kind;
    return { name, owner, kind, place: row || article, key: name.toLowerCase(), whole: (owner + name).toLowerCase() };
  };
  const names = [...document.querySelectorAll("dfn")].map((it) => definition(it, it.textContent));
  const guids = [...document.querySelectorAll("article code.guid, tr[id] code.guid")].map((it) => {
    const of = definition(it, (it.closest("tr[id]") || it.closest("article")).querySelector("dfn").textContent);
    return { ...of, key: it.textContent, whole: it.textContent, guid: it.textContent };
  });
  return names.concat(guids);
}

let all;

/** Returns how well a name answers: 0 is best; nothing if it doesn't. */
function rank(entry, words) {
  if (!words.every((word) => entry.whole.includes(word))) return undefined;
  const word = words[words.length - 1];
  const at = entry.key.indexOf(word);
  if (entry.key === word) return 0;
  if (at === 0) return 1;
  if (at < 0) return 4;
  const letter = entry.name[at];
  const begins = !entry.guid && (letter !== letter.toLowerCase() || entry.name[at - 1] === "_");
  return begins ? 2 : 3;
}

/** Returns the definitions that answer, the best first. */
function answers(text) {
  const words = text.toLowerCase().replace(/::|[{}()]/g, " ").split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  all ??= definitions();
  const ranked = [];
  for (const entry of all) {
    const of = rank(entry, words);
    if (of !== undefined) ranked.push({ entry, of: of + (entry.owner ? 0.5 : 0) });
  }
  ranked.sort((a, b) => a.of - b.of || a.entry.key.length - b.entry.key.length || (a.entry.whole < b.entry.whole ? -1 : 1));
  return ranked.map((it) => it.entry);
}

function show() {
  const entries = answers(query.value);
  const options = entries.slice(0, MOST).map((entry, index) => {
    const option = document.createElement("li");
    option.id = `found-${index}`;
    option.setAttribute("role", "option");
    const link = document.createElement("a");
    link.href = `#${entry.place.id}`;
    link.tabIndex = -1;
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = entry.owner + entry.name;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = entry.guid || entry.kind;
    link.append(name, kind);
    option.append(link);
    return option;
  });
  found.replaceChildren(...options);
  open(options.length > 0);
  select(0);
  const rest = entries.length > MOST ? `, ${MOST} are shown` : "";
  told.textContent = query.value.trim() === "" ? "" : `${entries.length} found${rest}`;
}

function open(is) {
  found.hidden = !is;
  query.setAttribute("aria-expanded", String(is));
  if (!is) query.removeAttribute("aria-activedescendant");
}

/** Selects the answer of this number, counted around the ends. */
function select(number) {
  const count = found.children.length;
  if (count === 0) return;
  const selected = found.children[(number + count) % count];
  for (const option of found.children) option.setAttribute("aria-selected", String(option === selected));
  query.setAttribute("aria-activedescendant", selected.id);
  selected.scrollIntoView({ block: "nearest" });
}

function selected() {
  return [...found.children].findIndex((option) => option.getAttribute("aria-selected") === "true");
}

/** Goes to what a link of the answers leads to, and takes the keyboard there. */
function follow(link) {
  open(false);
  const place = document.getElementById(link.hash.slice(1));
  location.hash = link.hash;
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

query.addEventListener("input", show);
query.addEventListener("focus", show);
query.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown") select(selected() + 1);
  else if (event.key === "ArrowUp") select(selected() - 1);
  else if (event.key === "Enter" && !found.hidden) follow(found.children[selected()].firstChild);
  else if (event.key === "Escape" && !found.hidden) open(false);
  else return;
  event.preventDefault();
});
found.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  follow(link);
});
document.addEventListener("keydown", (event) => {
  const isText = event.target.closest("input, textarea, [contenteditable]");
  if (event.key !== "/" || isText || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  query.focus();
  query.select();
});
document.addEventListener("pointerdown", (event) => {
  if (!event.target.closest("search")) open(false);
});
