// The engine behind the theme's search box. The theme posts the site's sections (message 0) and what was typed (2);
// it gets "ready" (1) and the sections found, best first (3). Nothing typed leaves this thread.
// Readers' words stand in words.json.
importScripts("minisearch.js");

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

const MOST_RESULTS = 12;
const MOST_TYPED = 400;
const TEASER = 220;
const HELP = "help-now/";

// "treatments", "treated" and "treating" meet in "treat".
const ENDINGS = /(?:ements?|ments?|ations?|ions?|ively|ive|ably|able|ingly|ings?|edly|ed|ers?|ists?|ness|fully|ful|ly|ances?|y|e)$/;
function stem(word) {
  if (word.length < 4) return word;
  const one = word.replace(/ies$/, "y").replace(/(s|x|ch|sh)es$/, "$1").replace(/([^su])s$/, "$1");
  const root = one.replace(ENDINGS, "");
  const tooShort = root.length < 3 || (root.length < 4 && !/(ing|ed|e|y)$/.test(one));
  return tooShort ? one : root.replace(/([^aeiouls])\1$/, "$1");
}

const NOT = /^(?:dont|doesnt|didnt|isnt|arent|wont|wasnt|cant|cannot|havent|hasnt|wouldnt|couldnt|shouldnt)$/;
const plain = (word) => word.normalize("NFKD").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "").replace(NOT, "not");
const ARTICLE = /^(?:an?|the|my|your)$/; // "wires in the brain" is "wires in brain"
const wordsOf = (text) =>
  [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’‘`][\p{L}]+)*/gu)].map(({ 0: word, index: at }) => ({ word: plain(word), at, end: at + word.length }))
    .filter(({ word }) => !ARTICLE.test(word));

const listOf = (phrases) => phrases.split(",").map((phrase) => phrase.trim()).filter(Boolean);

const meanings = new Map(); // stem of a first word -> [{ rest: stems that must follow, exact: as written, term }], longest first
const small = new Set(); // words that say nothing of a question's subject: they count only when nothing else was typed
const topics = new Set();
const everyday = new Set(); // words of ours that alone mean something else
const known = new Map(); // word as somebody wrote it -> { term, count, name: stands in a heading or in words.json }
const inSections = new Map(); // term -> number of sections that hold it
const sections = new Map(); // location -> section
let index;

function addMeaning(name, phrases) {
  const term = plain(name);
  for (const phrase of [name, ...listOf(phrases)]) {
    const exact = wordsOf(phrase).map(({ word }) => word);
    const [first, ...rest] = exact.map(stem);
    const same = meanings.get(first) ?? [];
    meanings.set(first, [...same, { rest, exact: exact.join(" "), term }].sort((a, b) => b.rest.length - a.rest.length));
  }
}

// The terms of a text, each with the words it came from. Words that mean the same become one term.
function termsOf(text) {
  const found = wordsOf(text);
  const terms = [];
  for (let n = 0; n < found.length; n++) {
    const { word, at } = found[n];
    const follows = (part, k) => {
      const next = found[n + 1 + k];
      return next && stem(next.word) === part && /^[\s\p{L}'’-]*$/u.test(text.slice(found[n + k].end, next.at));
    };
    const fits = meanings.get(stem(word))?.filter(({ rest }) => rest.every(follows)) ?? [];
    // A "brain zapper" is not a "brain zap": the phrase as it was typed goes before one that shares its stems.
    const asTyped = ({ rest: { length }, exact }) =>
      length === fits[0].rest.length && exact === found.slice(n, n + 1 + length).map((one) => one.word).join(" ");
    const meaning = fits.find(asTyped) ?? fits[0];
    const term = meaning?.term ?? stem(word);
    n += meaning?.rest.length ?? 0;
    terms.push({ word, term, at, end: found[n].end, small: !meaning && small.has(word) });
  }
  return terms;
}

const setOf = (terms) => new Set(terms.map(({ term }) => term));
const content = (terms) => {
  const kept = terms.filter(({ small }) => !small);
  return kept.length ? kept : terms;
};
const contentOf = (text) => setOf(content(termsOf(text)));

// Rare terms say more than common ones, and a term of no section most of all.
const rarity = (term) => (topics.has(term) ? 2 : 1) * Math.log(1 + sections.size / (1 + (inSections.get(term) ?? 0)));

// The index holds HTML. Its text is read from it here, and escaped again where it goes back.
const textOf = (html) =>
  // Items and cells keep apart when their tags go.
  html.replace(/<sup>.*?<\/sup>/g, "").replace(/<\/(?:ul|ol|table)>/g, ". ").replace(/<\/(?:li|tr)>/g, "; ").replace(/<\/t[dh]>(?=\s*<t)/g, ", ")
    .replace(/<[^>]*>/g, " ").replace(/(?:\s*;)+(?=\s*\.)/g, "").replace(/([.,;:?!])(?:\s*[.,;])+/g, "$1").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'").replace(/&amp;/g, "&").replace(/\s+/g, " ").replace(/ ([.,;:?!)])/g, "$1").trim();
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

function setup(docs, words) {
  for (const { word } of wordsOf(words.small ?? "")) small.add(word);
  for (const [name, phrases] of Object.entries(words.means ?? {})) addMeaning(name, phrases);
  for (const term of contentOf(words.topics ?? "")) topics.add(term);
  for (const { word } of wordsOf(words.everyday ?? "")) everyday.add(word);

  const learn = (text, field) =>
    termsOf(text).map(({ word, term }) => {
      const { count = 0, name = false } = known.get(word) ?? {};
      known.set(word, { term, count: count + 1, name: name || field !== "text" });
      return term;
    });
  for (const entry of Object.entries(words.means ?? {})) for (const word of entry.join(" ").split(/[\s,-]+/)) learn(word, "means");

  index = new MiniSearch({ idField: "location", fields: ["title", "words", "page", "text"], tokenize: learn, processTerm: (term) => term });
  for (const doc of docs) {
    const title = textOf(doc.title);
    const text = textOf(doc.text).replace(/^In short /, "");
    const top = sections.get(doc.location.split("#")[0]);
    const own = words.sections?.[doc.location] ?? "";
    // A heading with nothing under it has no answer to show.
    if (top && !text) continue;
    // The names by which somebody may ask for this section: its heading, parts of it, and readers' words.
    const names = [title, ...title.split(/[?,;:]/), ...listOf(own)].map(termsOf).filter((name) => name.length)
      .map((name) => ({ all: setOf(name), content: setOf(content(name)) }));
    sections.set(doc.location, { location: doc.location, title, text, top, names, subject: contentOf(top?.title ?? "") });
    index.add({ location: doc.location, title, words: own, page: top?.title ?? "", text });
    for (const term of setOf(termsOf(`${title} ${own} ${text}`))) inSections.set(term, (inSections.get(term) ?? 0) + 1);
  }
}

// How many slips turn one word into the other. Two letters that changed places are one slip, and the likeliest.
const SWAP = 0.9;
function slips(a, b, limit) {
  let before;
  let row = [...b, ""].map((_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + SWAP);
    }
    if (Math.min(...next) > limit) return Infinity;
    [before, row] = [row, next];
  }
  return row[b.length];
}

// How a word sounds, roughly: all vowels alike, and letters that sound alike.
const SOUNDS = [
  [/^ps/, "s"], [/u?e$/, ""], [/ph/g, "f"], [/ch|ck|c(?![eiy])|q/g, "k"], [/x/g, "ks"], [/[cz]|t(?=io)/g, "s"], [/j/g, "g"], [/h/g, ""],
  [/[aeiouwy]+/g, "a"], [/(.)\1+/g, "$1"],
];
const sound = (word) => SOUNDS.reduce((heard, [letters, one]) => heard.replace(letters, one), word);

// The known word nearest to an unknown one. No slip under 4 letters, one to 7, two beyond. MiniSearch has its own
// repair; it counts a swap of letters as two slips and knows no word's meaning, so it is not used.
function repair(word, namesOnly) {
  let limit = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
  let best;
  if (!limit) return best;
  for (const [other, { term, count, name }] of known) {
    if ((other.length < 4 && !topics.has(term)) || Math.abs(other.length - word.length) > limit || (namesOnly && !name)) continue;
    // Another first letter makes another word, but for a swap, or one slip in a long word.
    const sameStart = other[0] === word[0] || (other[0] === word[1] && other[1] === word[0]);
    const far = slips(word, other, limit);
    if (far > (sameStart ? limit : word.length < 7 ? 0 : 1)) continue;
    const rank = (name ? 1000 : 0) + count - far * 10000;
    if (!best || rank > best.rank) best = { other, rank };
    limit = Math.min(limit, far);
  }
  const heard = sound(word);
  if (best || heard.length < 6) return best?.other;
  return [...known.keys()].find((other) => sound(other) === heard && (known.get(other).name || !namesOnly));
}

const isKnown = (word) => known.has(word) || meanings.has(stem(word)) || inSections.has(stem(word)) || small.has(word);

// What was typed, mended: joined words apart, parted words together, slips repaired.
function mend(words, namesOnly) {
  const mended = [];
  for (let n = 0; n < words.length; n++) {
    const word = words[n];
    const pair = word + (words[n + 1] ?? "");
    if (isKnown(word) && (isKnown(words[n + 1] ?? word) || !known.has(pair))) mended.push(word);
    else if (n + 1 < words.length && known.has(pair)) {
      mended.push(pair);
      n++;
    } else {
      const may = (part) => known.has(part) && (known.get(part).name || !namesOnly);
      const cut = [...word].findIndex((_, k) => k > 2 && k < word.length - 2 && may(word.slice(0, k)) && may(word.slice(k)));
      const beginsOne = n === words.length - 1 && word.length > 2 && [...known.keys()].some((other) => other.startsWith(word));
      if (beginsOne) mended.push(word);
      else if (cut > 0) mended.push(word.slice(0, cut), word.slice(cut));
      else mended.push(repair(word, namesOnly) ?? word);
    }
  }
  return mended;
}

function find(query) {
  const typed = wordsOf(query.slice(0, MOST_TYPED)).map(({ word }) => word);
  const aboutUs = (words) =>
    termsOf(words.join(" ")).some(({ word, term, at, end }) => topics.has(term) && (end - at > word.length || !everyday.has(word)));
  // Beside a word of our subject any slip may be mended; alone, only towards a word that names something here.
  const words = mend(typed, !aboutUs(typed));
  // A short word that was mended, like "mods", does not make a search ours.
  const onTopic = aboutUs(words.filter((word) => word.length > 4 || typed.includes(word)));
  const asked = termsOf(words.join(" "));
  const slots = content(asked).map(({ word, term, at, end }) => {
    // A word that is still being typed stands for every word that begins with it.
    const begun = ([other, { name }]) => word.length > 2 && word === words.at(-1) && other.startsWith(word) && (name || onTopic);
    const terms = inSections.has(term) ? [term] : [...new Set([...known].filter(begun).map(([, full]) => full.term))];
    // A short word that was mended is no sure sign of what is searched for.
    return { terms, weight: rarity(term), sure: onTopic || end - at > 6 || typed.includes(word) };
  });
  const all = [...new Set(slots.flatMap(({ terms }) => terms))];
  if (!all.length) return [];
  const hits = index.search(all.join(" "), { tokenize: (text) => text.split(" "), boost: { title: 4, words: 4, page: 3, text: 1.5 } });
  const total = slots.reduce((sum, { weight }) => sum + weight, 0);
  const askedAll = setOf(asked);

  const results = [];
  for (const { id, score, terms } of hits) {
    const section = sections.get(id);
    const matched = new Set(terms);
    const covered = slots.reduce((sum, { terms, weight, sure }) => sum + (sure && terms.some((term) => matched.has(term)) ? weight : 0), 0) / total;
    let nearest = 0;
    let inNames = 0;
    for (const name of section.names) {
      let both = 0;
      let count = 0;
      for (const { terms: some, weight, sure } of slots) {
        if (some.some((term) => name.content.has(term))) {
          both += weight;
          count += sure;
        } else if (some.some((term) => section.subject.has(term))) both += 0.6 * weight;
      }
      if (!count) continue;
      const size = [...name.content].reduce((sum, term) => sum + rarity(term), 0);
      const near = Math.sqrt((both / total) * Math.min(1, both / size));
      // Small words decide only between sections that are otherwise alike.
      const shared = [...name.all].filter((term) => askedAll.has(term)).length;
      const alike = shared / (askedAll.size + name.all.size);
      nearest = Math.max(nearest, (near > 0.999 ? 1.3 : near) + alike);
      inNames = Math.max(inNames, count);
    }
    // One word of ours among others is a search for something else, but for a whole sentence.
    if (!onTopic && inNames < 2 && !(inNames && covered > 0.95 - 0.33 * (asked.length - slots.length))) continue;
    // A short answer goes before a page that is as near.
    const short = id.startsWith("faq/#") ? 0.1 : 0;
    results.push({ section, matched, score: (score / hits[0].score) * (0.3 + 0.7 * covered) + 2 * nearest + short });
  }
  results.sort((a, b) => b.score - a.score);
  return results.filter(({ score }) => score > results[0].score * 0.3).slice(0, MOST_RESULTS);
}

// A search that sounds like a crisis always finds the page of help: first, or second when a section is on that very
// subject or a crisis is less sure.
function withHelp(results, soundsLikeCrisis, sure) {
  const help = sections.get(HELP);
  const near = results.slice(0, 3).some(({ section }) => (section.top ?? section) === help);
  if (!sure || near || !help) return results;
  const others = results.filter(({ section }) => section !== help);
  const place = others.length && (sure < 2 || soundsLikeCrisis(others[0].section.title)) ? 1 : 0;
  // The theme's Enter key goes to the highest score.
  others.splice(place, 0, { section: help, matched: new Set(), score: (others[0]?.score ?? 1) + (place ? 0 : 1) });
  return others;
}

// Marks whole words, so that "ECT" is not lit inside "effect".
function mark(text, matched) {
  let html = "";
  let from = 0;
  for (const { term, at, end, small } of termsOf(text)) {
    if (!matched.has(term) || small) continue;
    html += `${escape(text.slice(from, at))}<mark>${escape(text.slice(at, end))}</mark>`;
    from = end;
  }
  return html + escape(text.slice(from));
}

// How a section begins, since answers start with the answer, and the sentence that holds most of the words.
function teaser(text, matched) {
  const sentences = text.match(/[^.?!]+[.?!]*\s*/g) ?? [];
  const held = (sentence) => [...contentOf(sentence)].filter((term) => matched.has(term)).length;
  let start = "";
  while (sentences.length && start.length < TEASER / 2) start += sentences.shift();
  const counts = sentences.map(held);
  const most = Math.max(0, ...counts);
  if (most > held(start)) start += `… ${sentences[counts.indexOf(most)]}`;
  if (start.length > 2 * TEASER) start = `${start.slice(0, 2 * TEASER)}…`;
  return mark(start.trim(), matched);
}

// Each section is a result of its own beside its page's name: the theme folds nothing away that way.
function asItems({ section: { location, title, text, top }, matched, score }) {
  const terms = Object.fromEntries([...matched].map((term) => [term, true]));
  const item = { location, title: mark(title, matched), text: teaser(text, matched), score, terms };
  return top ? [item, { location: top.location, title: escape(top.title), text: "", score: 0, terms: {} }] : [item];
}

const words = fetch("words.json").then((answer) => answer.json()).catch(() => ({}));
const crisisWords = import("../crisis-words.js").catch(() => ({ soundsLikeCrisis: () => 0 }));

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) {
    setup(data.docs, await words);
    postMessage({ type: READY });
  } else if (type === QUERY) {
    const { soundsLikeCrisis } = await crisisWords;
    postMessage({ type: RESULT, data: { items: withHelp(find(data), soundsLikeCrisis, soundsLikeCrisis(data)).map(asItems) } });
  }
});
