"use strict";

// Search boxes that suggest entities: one in the bar, and one for the other end of a path.

const searchIndex = data.nodes.filter((node) => node.kg.type !== "Figure").map((node) => ({
  id: node.id,
  text: folded([node.kg.ar, node.kg.en, ...node.kg.names].join(" \n ")),
  first: [node.kg.ar, node.kg.en].map(folded),
  weight: node.size,
}));

function matching(query) {
  const words = folded(query).split(" ").filter(Boolean);
  if (!words.length) return [];
  const rank = (entry) => (entry.first.some((text) => text.startsWith(words[0])) ? 0 : 1);
  return searchIndex.filter((entry) => words.every((part) => entry.text.includes(part)))
    .sort((one, other) => rank(one) - rank(other) || other.weight - one.weight || (one.id < other.id ? -1 : 1)).slice(0, 12);
}

function makeSearch(input, list, take) {
  const options = () => [...list.querySelectorAll("[data-node]")];

  function unfold(shown) {
    list.hidden = !shown;
    input.setAttribute("aria-expanded", String(shown));
  }

  function point(option) {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function leave() {
    input.value = "";
    unfold(false);
    input.blur();
  }

  function choose(option) {
    leave();
    take(option.dataset.node);
  }

  function suggest() {
    const entries = matching(input.value);
    list.replaceChildren(...entries.map((entry, number) => {
      const option = element("li", { role: "option", id: `${list.id}-${number}`, "aria-selected": "false", "data-node": entry.id },
        swatch(nodes.get(entry.id).kg.type), isolate(nodeName(entry.id)));
      // A click would come after the blur that closes the list.
      option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return option;
    }));
    if (!entries.length && input.value.trim()) {
      list.append(element("li", { class: "quiet", role: "option", "aria-disabled": "true", "aria-selected": "false" }, word(page.cut.length ? "search.none.cut" : "search.none")));
    }
    unfold(list.children.length > 0);
    point(options()[0]);
  }

  function onKey(event) {
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (all.length) point(all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length]);
    } else if (event.key === "Enter" && all[at] && !list.hidden) {
      event.preventDefault();
      choose(all[at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      leave();
    }
  }

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-label", word("search.label"));
  input.placeholder = word("search.label");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", word("search.label"));
  list.classList.add("suggestions");
  input.addEventListener("input", suggest);
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => unfold(false));
}
