"use strict";

// The panel of what is selected: an entity with its statements, a statement with its sentences, or a path.

function statementRow(edge, from, ...more) {
  const outgoing = edge.from === from;
  const other = isolate(nodeName(otherEnd(edge, from)));
  const relation = element("span", { class: "relation" }, relationName(edge));
  return element("button", { type: "button", class: "row", onclick: () => goToEdge(edge.id) },
    ...(outgoing ? [relation, " ", other] : [other, " ", relation]),
    ...(edge.kg.note.length ? [" · ", isolate(pick(edge.kg.note))] : []),
    ...(edge.kg.status === "asserted" ? [] : [" ", statusBadge(edge.kg.status)]),
    ...warnings(edge).flatMap((badge) => [" ", badge]),
    ...more);
}

// Where the page is served, what is chosen has a page of its own.
const ownPage = (kind, id) =>
  (page.served ? element("a", { href: `/${kind}/${encodeURIComponent(id)}?lang=${state.language}` }, word("nav.page")) : null);

const closer = (close) => button("×", close, { class: "close", "aria-label": word("details.close") });
const heading = (...parts) => element("h2", { tabindex: "-1" }, ...parts);
const section = (key, rows) => (rows.length ? [element("h3", {}, word(key)), ...rows] : []);
const quiet = (...parts) => element("p", { class: "quiet" }, ...parts);
const nodeButton = (id) => element("button", { type: "button", onclick: () => goToNode(id) }, swatch(nodes.get(id).kg.type), " ", isolate(nodeName(id)));

function sourcesOf(list) {
  const cited = new Set(list.flatMap((edge) => edge.kg.evidence.map((evidence) => evidence.article)));
  return articlesByDay.filter(([id]) => cited.has(id)).map(([, article]) =>
    element("p", { class: "source" }, articleTitle(article), pick(article.date) ? element("span", { class: "quiet" }, " · ", isolate(pick(article.date))) : null));
}

function nodeDetails(node) {
  const { names, type, ar, en } = node.kg;
  const others = [...new Set([ar, en, ...names])].filter((other) => other !== nodeName(node.id));
  const all = touching.get(node.id);
  const outgoing = all.filter((edge) => edge.from === node.id);
  const incoming = all.filter((edge) => edge.from !== node.id);
  const rows = (list) => list.map((edge) => statementRow(edge, node.id));
  const hidden = all.filter((edge) => !passes(edge)).length;
  return [
    element("div", { class: "head" }, heading(isolate(nodeName(node.id))), closer(() => select(null))),
    quiet(swatch(type), " ", typeName(type), ...(page.served ? [" · ", ownPage("entity", node.id)] : [])),
    ...(others.length ? [element("h3", {}, word("details.names")), element("p", {}, ...others.flatMap((other, number) => [number ? " · " : "", isolate(other)]))] : []),
    ...(all.length ? [element("p", { class: "actions" },
      button(word("focus.start"), () => focusOn(node.id, 1)),
      button(word("path.start"), () => startPath(node.id)))] : [quiet(word("details.none"))]),
    ...(hidden ? [element("p", { class: "hint" }, word("details.hidden", hidden), " ", button(word("filter.all"), showAll))] : []),
    ...section("details.outgoing", rows(outgoing)),
    ...section("details.incoming", rows(incoming)),
    ...section("details.articles", sourcesOf(all)),
  ];
}

function markedQuote(evidence) {
  const text = page.sentences[evidence.sentence];
  const pieces = [];
  let done = 0;
  const letterAt = (position) => /[\p{L}\p{M}]/u.test(text.charAt(position));
  for (const [start, end, role] of evidence.marks) {
    // Letters join across a mark that ends within a word: «استقالت» and «ها».
    const within = (letterAt(start - 1) && letterAt(start)) || (letterAt(end - 1) && letterAt(end));
    pieces.push(text.slice(done, start), element("mark", { class: within ? `${role} within` : role, title: word(`mark.${role}`) }, text.slice(start, end)));
    done = end;
  }
  return element("blockquote", { dir: "auto" }, ...pieces, text.slice(done));
}

function articleTitle({ title, url }) {
  const text = isolate(title || word("article.untitled"));
  if (!/^https?:\/\//i.test(url)) return text;
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: word("evidence.link") }, text);
}

function evidenceCard(evidence) {
  const article = articleOf(evidence);
  const about = [article.publisher, pick(article.date)].filter(Boolean);
  return element("div", { class: "evidence" },
    markedQuote(evidence),
    pick(evidence.speaker) ? quiet(`${word("evidence.speaker")}: `, isolate(pick(evidence.speaker))) : null,
    element("p", {}, articleTitle(article)),
    quiet(...about.flatMap((part) => [isolate(part), " · "]), word("evidence.score"), " ", isolate(percentOf(evidence.score)),
      evidence.where === "body" ? "" : ` · ${word(`evidence.where.${evidence.where}`)}`));
}

function edgeDetails(edge) {
  const { status, qualifiers, evidence, disputes } = edge.kg;
  const roles = [...new Set(evidence.flatMap((item) => item.marks.map((mark) => mark[2])))];
  const others = disputes.map((id) => edges.get(id)).filter(Boolean);
  return [
    element("div", { class: "head" }, element("p", { class: "badges" }, statusBadge(status), ...warnings(edge)), closer(() => select(null))),
    element("div", { class: "claim" }, nodeButton(edge.from), element("h2", { class: "relation", tabindex: "-1" }, relationName(edge)), nodeButton(edge.to)),
    page.served ? quiet(ownPage("statement", edge.id)) : null,
    qualifiers.length
      ? element("dl", {}, ...qualifiers.flatMap((pair) => [element("dt", {}, pick(pair.slice(0, 2))), element("dd", {}, isolate(pick(pair.slice(2))))]))
      : null,
    ...section("details.disputed", others.map((other) => statementRow(other, edge.from))),
    element("h3", {}, word("evidence.title")),
    roles.length
      ? element("p", { class: "key" }, word("evidence.marked"), ...["subject", "trigger", "object"].filter((role) => roles.includes(role))
        .map((role) => element("mark", { class: role }, word(`mark.${role}`))))
      : null,
    ...evidence.map(evidenceCard),
  ].filter((part) => part !== null);
}

// ---- path ------------------------------------------------------------------------------------------------------

function pathStep({ from, to, edges: between }) {
  const [first, ...rest] = between;
  const [evidence] = first.kg.evidence;
  return element("li", {}, nodeButton(from), statementRow(first, from),
    evidence ? markedQuote(evidence) : null,
    rest.length ? element("details", {}, element("summary", {}, word("path.more", rest.length)), ...rest.map((edge) => statementRow(edge, from))) : null,
    state.path.to === to ? nodeButton(to) : null);
}

function pathDetails() {
  const { from, to } = state.path;
  const head = element("div", { class: "head" }, heading(word("path.title")), closer(() => endPath()));
  if (!to) {
    return [head, element("p", {}, nodeButton(from)), quiet(word("path.pick")), element("div", { class: "search" }, ...pathSearch())];
  }
  const { steps } = current;
  if (!steps) return [head, element("p", { class: "actions" }, nodeButton(from), nodeButton(to)), quiet(word("path.none"))];
  return [head, quiet(word("path.length", steps.length)), element("ol", { class: "steps" }, ...steps.map(pathStep))];
}

function pathSearch() {
  const input = element("input", { type: "search", id: "path-search", autocomplete: "off", spellcheck: "false" });
  const list = element("ul", { id: "path-suggestions", hidden: true });
  makeSearch(input, list, (id) => finishPath(id));
  return [input, list];
}

// ---- the panel -------------------------------------------------------------------------------------------------

function emptyDetails() {
  return [quiet(word("details.hint")), element("p", { class: "quiet keys" }, word("details.keys"))];
}

let detailsOf = "";

function showDetails() {
  const { selected, path } = state;
  const details = byId("details");
  const held = details.contains(document.activeElement);
  const parts = [];
  if (selected) parts.push(...(selected.kind === "node" ? nodeDetails(nodes.get(selected.id)) : edgeDetails(edges.get(selected.id))));
  if (path) parts.push(...(parts.length ? [element("hr")] : []), ...pathDetails());
  details.classList.toggle("open", parts.length > 0);
  details.replaceChildren(...(parts.length ? parts : emptyDetails()));
  const now = JSON.stringify([selected, path]);
  if (now === detailsOf) return;
  detailsOf = now;
  details.scrollTop = 0;
  details.parentElement.scrollTop = 0;
  // The button that was pressed is gone: whoever goes by keyboard goes on at the top of the panel.
  const top = details.querySelector("#path-search") || details.querySelector("h2");
  if (held && top) top.focus();
}
