// The sheet for a visit: rows to fill in, a summary, printing, and a copy to keep.
// What is typed lives in the form's own controls. It is never stored, sent or put in the address,
// and it is only ever shown as text. Without this module the page is the blank sheet.

const MARK = "trd-guide: notes for my visit";
const FIELDS = ["what", "kind", "when", "dose", "weeks", "days", "helped", "effects", "stopped"];
// Far more than anyone needs; a broken or hostile file can't freeze the page.
const ROWS_MOST = 60;
const BYTES_MOST = 4_000_000;

const form = document.querySelector(".visit");
const part = (name) => form.querySelector(`[data-visit="${name}"]`);
const rowsHome = part("rows");
const pattern = rowsHome.firstElementChild.cloneNode(true);
const ticks = [...form.querySelectorAll("[type=checkbox]")];
const wordBoxes = [...form.querySelectorAll("[data-words]")];

// Rows --------------------------------------------------------------------------

// A removed row stays in the page, hidden, so that undo brings back all of it in its place.
const removed = [];
const shownRows = () => [...rowsHome.children].filter((row) => !row.hidden);
const controls = (row, field) => [...row.querySelectorAll(`[data-field="${field}"]`)];
const chosen = (row, field) => controls(row, field).find((box) => box.type !== "radio" || box.checked);

let rowsMade = 0;
function newRow(entries = {}) {
  const row = pattern.cloneNode(true);
  rowsMade += 1;
  for (const field of FIELDS) {
    for (const box of controls(row, field)) {
      if (box.type !== "radio") box.value = entries[field] ?? "";
      else {
        box.name = `${field}-${rowsMade}`;
        if (box.value === entries[field]) box.checked = true;
      }
    }
  }
  row.querySelectorAll("input[type=text], textarea").forEach(addHelpPlace);
  return row;
}

function number() {
  const rows = shownRows();
  rows.forEach((row, n) => {
    row.querySelector("legend").textContent = `Treatment ${n + 1}`;
    row.querySelector("[data-do=remove]").textContent = `Remove treatment ${n + 1}`;
  });
  form.querySelector("[data-do=add]").disabled = rowsHome.children.length >= ROWS_MOST;
  form.querySelector("[data-do=undo]").hidden = removed.length === 0;
}

const focusIn = (row) => controls(row, "what")[0].focus();

// Reading the form and filling it -------------------------------------------------

const EMPTY = JSON.stringify({ rows: [], ticked: [], words: wordBoxes.map(() => "") });

function read() {
  const rows = shownRows()
    .map((row) => Object.fromEntries(FIELDS.map((field) => [field, chosen(row, field)?.value ?? ""])))
    .filter(({ kind, ...rest }) => Object.values(rest).some((text) => text.trim()));
  return { rows, ticked: ticks.filter((tick) => tick.checked).map((tick) => tick.id), words: wordBoxes.map((box) => box.value) };
}

function fill({ rows, ticked, words }) {
  removed.length = 0;
  rowsHome.replaceChildren(...(rows.length ? rows : [{}]).map(newRow));
  for (const tick of ticks) tick.checked = ticked.includes(tick.id);
  wordBoxes.forEach((box, n) => (box.value = words[n]));
  form.querySelectorAll("input[type=text], textarea").forEach(offerHelp);
  number();
  render();
}

const entries = () => JSON.stringify(read());
let kept = EMPTY;

// The sheet -----------------------------------------------------------------------

const COUNTS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const count = (n) => COUNTS[n] ?? String(n);
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const list = (items) => items.join(", ").replace(/, ([^,]*)$/, " and $1");
const KINDS = [
  ["medicine", "medicine", "medicines"],
  ["therapy", "talking therapy", "talking therapies"],
  ["other", "other treatment", "other treatments"],
];

// It counts and repeats, and never judges: a pass mark here could stop someone asking.
function summary(rows) {
  const said = KINDS.flatMap(([kind, one, many]) => {
    const these = rows.filter((row) => row.kind === kind);
    if (!these.length) return [];
    const start = capital(`${count(these.length)} ${these.length === 1 ? one : many}`);
    if (kind !== "medicine") return [`${start}.`];
    const weeks = these.map((row) => row.weeks.trim()).filter((text) => /^\d{1,4}(\.\d{1,2})?$/.test(text));
    const unclear = these.length - weeks.length;
    const taken = weeks.length ? `; taken for ${list(weeks)} ${list(weeks) === "1" ? "week" : "weeks"}` : "";
    const missing = unclear ? `; weeks not clear${weeks.length ? ` for ${count(unclear)}` : ""}` : "";
    return [`${start}${taken}${missing}.`];
  });
  return said.length ? [...said, "Your doctor will judge the doses and times."].join(" ") : "";
}

function tableRow(row) {
  const line = document.createElement("tr");
  const label = (field) => controls(pattern, field).find((box) => box.value === row[field])?.parentElement.textContent.trim() ?? "";
  const kind = row.kind === "medicine" ? "" : ` (${label("kind").toLowerCase()})`;
  const cells = [row.what + kind, row.when, row.dose, row.weeks, label("days"), label("helped"), row.effects, row.stopped];
  for (const text of cells) {
    const cell = document.createElement("td");
    cell.dir = "auto";
    cell.textContent = text;
    line.append(cell);
  }
  return line;
}

let blankWanted = false;
function render() {
  const sheet = blankWanted ? JSON.parse(EMPTY) : read();
  const filled = JSON.stringify(sheet) !== EMPTY;
  form.classList.toggle("visit-filled", filled);
  form.classList.toggle("visit-blank", !filled);
  part("table").replaceChildren(...sheet.rows.map(tableRow));
  part("pen").hidden = sheet.rows.length > 0;
  // Written only when it differs, so that it is not read out again after each entry.
  const sum = summary(sheet.rows);
  if (part("sum").textContent !== sum) part("sum").textContent = sum;
  part("date").textContent = filled ? new Date().toLocaleDateString("en-US", { dateStyle: "long" }) : "";
  wordBoxes.forEach((box, n) => (part(box.dataset.words).textContent = sheet.words[n].trim()));
}

// Help in a crisis: the line at the top of the page, shown again beside the words that call for it ---------

const crisisLine = () => {
  const line = document.querySelector(".crisis").cloneNode(true);
  line.className = "crisis-copy";
  // Another tab, so that finding help asks nothing and loses nothing.
  for (const link of line.querySelectorAll("a:not([href^='tel:'], [href^='sms:'])")) link.target = "_blank";
  return line;
};

function addHelpPlace(box) {
  const place = document.createElement("div");
  place.className = "visit-help";
  place.setAttribute("role", "status");
  box.closest("label").after(place);
}

// Fetched when somebody begins to write. Where it can't be, help stands beside every box that holds words.
let crisisWords;
const fetchCrisisWords = () => (crisisWords ??= import("./crisis-words.js").catch(() => ({ soundsLikeCrisis: () => true })));
form.addEventListener("focusin", fetchCrisisWords, { once: true });

async function offerHelp(box) {
  const place = box.closest("label").nextElementSibling;
  const needed = box.value.trim() && (await fetchCrisisWords()).soundsLikeCrisis(box.value);
  if (Boolean(needed) !== place.hasChildNodes()) place.replaceChildren(...(needed ? [crisisLine()] : []));
}

// A copy to keep --------------------------------------------------------------------

function keepCopy() {
  const file = new Blob([JSON.stringify({ mark: MARK, ...read() }, null, 1)], { type: "text/plain" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "notes-for-my-visit.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  kept = entries();
}

function understood(text) {
  const allText = (values) => values.every((value) => typeof value === "string");
  try {
    const copy = JSON.parse(text);
    const whole =
      copy.mark === MARK &&
      copy.rows.length <= ROWS_MOST &&
      copy.rows.every((row) => allText(FIELDS.map((field) => row[field]))) &&
      Array.isArray(copy.ticked) &&
      copy.words.length === wordBoxes.length &&
      allText(copy.words);
    return whole && copy;
  } catch {
    return false;
  }
}

async function openCopy(input) {
  const [file] = input.files;
  if (!file) return;
  const copy = file.size <= BYTES_MOST && understood(await file.text());
  input.value = "";
  part("error").textContent = copy ? "" : "This file is not a copy from this page, or it is damaged. Nothing was changed.";
  if (!copy || (entries() !== EMPTY && !confirm("Open this copy? It takes the place of what is on the form now."))) return;
  fill(copy);
  kept = entries();
  say("Your copy is open.");
}

const say = (text) => (part("said").textContent = text);

// What the buttons do -----------------------------------------------------------------

const actions = {
  add() {
    const row = newRow();
    rowsHome.append(row);
    focusIn(row);
  },
  remove(button) {
    const row = button.closest(".visit-row");
    row.hidden = true;
    removed.push(row);
    if (!shownRows().length) rowsHome.append(newRow());
    const undo = form.querySelector("[data-do=undo]");
    undo.hidden = false;
    undo.focus();
  },
  undo() {
    const row = removed.pop();
    row.hidden = false;
    focusIn(row);
  },
  print() {
    print();
  },
  blank() {
    blankWanted = true;
    render();
    print();
  },
  keep() {
    if (!confirm("Anyone who can use this device can read the copy. Keep it?")) return;
    keepCopy();
    say("Look for notes-for-my-visit.txt among your downloads.");
  },
  clear() {
    if (!confirm("Clear everything on this form? This can’t be undone.")) return;
    fill(JSON.parse(EMPTY));
    kept = EMPTY;
    say("Everything is cleared.");
  },
};

form.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  actions[button.dataset.do](button);
  number();
  render();
});
form.addEventListener("input", ({ target }) => {
  if (target.matches("input[type=text], textarea")) offerHelp(target);
});
form.addEventListener("change", ({ target }) => {
  if (target.type === "file") openCopy(target);
  else render();
});

// Phones return from print() before the sheet is drawn, so a blank one stays blank until the next touch or key.
for (const type of ["pointerdown", "keydown"]) {
  addEventListener(
    type,
    () => {
      if (!blankWanted) return;
      blankWanted = false;
      render();
    },
    true,
  );
}
addEventListener("beforeprint", render);

// A call or a text leaves the page where it is, but browsers ask before it too: nothing may stand in its way.
let calling = false;
addEventListener("click", ({ target }) => {
  if (!target.closest("a[href^='tel:'], a[href^='sms:']")) return;
  calling = true;
  setTimeout(() => (calling = false), 1000);
});
addEventListener("beforeunload", (event) => {
  if (calling || entries() === kept || entries() === EMPTY) return;
  event.preventDefault();
  event.returnValue = true; // how older browsers are told
});

// Start ---------------------------------------------------------------------------------

wordBoxes.forEach(addHelpPlace);
part("crisis").append(crisisLine());
fill(JSON.parse(EMPTY));
// Some browsers send typed text away to suggest the next words (the form turns off spelling checks for the same reason).
form.setAttribute("writingsuggestions", "false");
form.classList.add("visit-live");
for (const hidden of form.querySelectorAll(".visit-fill")) hidden.hidden = false;
