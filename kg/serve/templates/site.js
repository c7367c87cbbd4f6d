"use strict";

// What a page does beyond its links and forms, all of which work without it: the theme, names to complete, keys, the place of an error.

const byId = (id) => document.getElementById(id);

byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
  try {
    localStorage.setItem("kg-theme", root.dataset.theme);
  } catch {
    // Storage may be switched off.
  }
});

// ---- names to complete -----------------------------------------------------------------------------------------

function completing(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-names`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.getAttribute("aria-label") || byId("search").getAttribute("aria-label"));
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let asked = 0;

  const options = () => [...list.children];
  function unfold(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
    if (shown) return;
    input.removeAttribute("aria-activedescendant");
    // What was asked before the list was closed would open it again.
    asked += 1;
  }
  function point(option) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function take(option) {
    unfold(false);
    if (input.dataset.names === "go") location.href = option.dataset.address;
    else input.value = option.dataset.name;
  }
  function offer(found) {
    list.replaceChildren(...found.map(({ id, name, kind, address, plain }, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = address;
      option.dataset.name = plain ? name : `e:${id}`;
      const told = document.createElement("bdi");
      told.textContent = name;
      const type = document.createElement("span");
      type.className = "quiet";
      type.textContent = kind;
      option.append(told, type);
      // A click would come after the blur that closes the list.
      option.addEventListener("mousedown", (event) => { event.preventDefault(); take(option); });
      return option;
    }));
    unfold(found.length > 0);
  }
  async function suggest() {
    const mine = asked += 1;
    if (!input.value.trim()) return unfold(false);
    const query = new URLSearchParams({ q: input.value });
    if (new URLSearchParams(location.search).has("lang")) query.set("lang", document.documentElement.lang);
    const answer = await fetch(`/names?${query}`).catch(() => null);
    if (answer?.ok && mine === asked && document.activeElement === input) offer(await answer.json());
  }
  input.addEventListener("input", suggest);
  input.addEventListener("blur", () => unfold(false));
  input.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(all[event.key === "ArrowDown" ? (at + 1) % all.length : (Math.max(at, 0) + all.length - 1) % all.length]);
    } else if (event.key === "Enter" && all[at]) {
      event.preventDefault();
      take(all[at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      unfold(false);
    }
  });
}

for (const input of document.querySelectorAll("[data-names]")) completing(input);

// ---- keys ------------------------------------------------------------------------------------------------------

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId("search").focus();
  }
});

// ---- the query -------------------------------------------------------------------------------------------------

// Comments, texts, IRIs, variables, names with a prefix, and words, in this order: what opens first holds the rest.
const PIECES = /(#[^\n]*)|("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(<[^<>\s]*>)|([?$]\w+)|([\w-]*:[\w\u0600-\u06ff-]*)|([A-Za-z]+)/g;
const KINDS = [, "comment", "text", "name", "variable", "name", "keyword"];

// A copy of the query in colours lies under the box, whose own letters are transparent: it scrolls and grows with it.
function coloured(box) {
  const copy = document.createElement("pre");
  copy.setAttribute("aria-hidden", "true");
  copy.dir = "ltr";
  box.before(copy);
  box.parentElement.classList.add("coloured");
  const draw = () => {
    const parts = [];
    let done = 0;
    for (const piece of box.value.matchAll(PIECES)) {
      const span = document.createElement("span");
      span.className = KINDS[piece.findIndex((part, number) => number > 0 && part !== undefined)];
      span.textContent = piece[0];
      parts.push(box.value.slice(done, piece.index), span);
      done = piece.index + piece[0].length;
    }
    copy.replaceChildren(...parts, `${box.value.slice(done)}\n`);
  };
  const follow = () => { copy.scrollTop = box.scrollTop; copy.scrollLeft = box.scrollLeft; copy.style.height = `${box.offsetHeight}px`; };
  box.addEventListener("input", () => { draw(); follow(); });
  box.addEventListener("scroll", follow);
  new ResizeObserver(follow).observe(box);
  draw();
}

const editor = byId("query");
if (editor) {
  coloured(editor);
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      editor.form.requestSubmit();
    }
  });
  const { line, column } = editor.dataset;
  if (Number(line)) {
    // Lines and columns count letters, as the server does; a text box counts UTF-16 units.
    const lines = editor.value.split("\n");
    const before = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const start = before + [...(lines[line - 1] || "")].slice(0, column - 1).join("").length;
    editor.focus();
    editor.setSelectionRange(start, start + 1);
  } else if (byId("answer")) byId("answer").scrollIntoView({ block: "nearest" });
}
