"use strict";

// What the page holds, and the words it says it in. The scripts of this folder share one scope and run in the order
// that page.py names; text of articles enters the page as text nodes only.

const data = JSON.parse(document.getElementById("data").textContent);
const page = data.page;
const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
const touching = new Map(data.nodes.map((node) => [node.id, []]));
for (const edge of data.edges) {
  touching.get(edge.from).push(edge);
  if (edge.to !== edge.from) touching.get(edge.to).push(edge);
}

const STATUSES = ["asserted", "planned", "negotiating", "expected", "possible", "conditional", "denied", "ended"];
const GONE = ["denied", "ended"];
const statusesPresent = STATUSES.filter((status) => data.edges.some((edge) => edge.kg.status === status));
const articlesByDay = Object.entries(page.articles)
  .sort(([one, { day }], [other, { day: otherDay }]) => (day < otherDay ? -1 : day > otherDay ? 1 : one < other ? -1 : 1));
const UNKNOWN_ARTICLE = { date: ["", ""], day: "", publisher: "", title: "", url: "" };

const articleOf = (evidence) => page.articles[evidence.article] || UNKNOWN_ARTICLE;
const isolatedNode = (id) => touching.get(id).length === 0;
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
const confidenceOf = (edge) => Math.max(0, ...edge.kg.evidence.map((evidence) => evidence.score));
const onlyHeadlines = (edge) => edge.kg.evidence.length > 0 && edge.kg.evidence.every((evidence) => evidence.where === "title");
const latestArticle = (edge) =>
  edge.kg.evidence.map(articleOf).reduce((latest, article) => (article.day > latest.day ? article : latest), UNKNOWN_ARTICLE);

const pick = (pair) => pair[state.language === "ar" ? 0 : 1];
const word = (key, ...values) =>
  values.reduce((text, value, number) => text.replace(`{${number}}`, () => value), pick(page.words[key] || [key, key]));
const nodeName = (id) => nodes.get(id).kg[state.language];
const relationName = (edge) => pick(page.relations[edge.kg.relation]);
const percentOf = (share) => `${Math.round(share * 100)}%`;

function typeName(name) {
  const type = page.types.find((candidate) => candidate[0] === name);
  return type ? pick(type.slice(1, 3)) : name;
}

// أ إ آ ؤ ئ fall apart into their letter and a mark, which is dropped with the vowel marks.
const folded = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/[\p{M}\p{Cf}ـء]/gu, "")
    .replace(/[ٱ]/g, "ا").replace(/[ىی]/g, "ي").replace(/ة/g, "ه").replace(/ک/g, "ك")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\s+/g, " ").trim();
