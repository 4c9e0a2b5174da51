// Does this text sound like a crisis? Search and the next-visit sheet ask before they do anything else.
// It reads the text and answers how surely: nothing is kept, nothing is sent.
// When in doubt it says yes. Help shown to somebody who does not need it does little harm.
// Two ways to tell: phrases, written by hand below, and points for single words, learned from examples.
import { ENOUGH, POINTS } from "./crisis-points.js";

// Words that may stand for each other. Phrases below name them in capitals.
const GROUPS = {
  AFRAID: "afraid scared frightened",
  ALL: "all whole entire loads handful bunch packet bottle box everything full",
  BE: "be being b is isnt am feel feels seem seems was were been",
  CANT: "cant cannot couldnt",
  CUT: "cut cutting cuts slit slash slashing scratch scratching",
  DIE: "die dies dead dieing dying death dy dye",
  EDGE: "bridge roof rooftop ledge cliff overpass tracks",
  EMPTY: "pointless meaningless worthless hopeless unbearable",
  END: "end ends ending endin ended",
  GONE: "gone dead",
  HIGH: "balcony window building tower",
  HURT: "hurt hurting hurts harm harming harmed harms cut cutting cuts burn burning injure injuring",
  JUMP: "jump jumps jumping jumped",
  KILL: "kill kills killing killed kil shoot hang hanging drown shooting drowning poison poisoned poisoning stab strangle suffocate delete unalive off",
  LIMBS: "wrist wrists arm arms throat leg legs thighs veins",
  LIVE: "live living alive exist existing existence alife",
  MY: "my his her their your our these this",
  NOT: "dont didnt doesnt not never nolonger wouldnt wont",
  NOONE: "nobody noone no world",
  ONES: "everyone everybody family kids children world people husband wife parents mum mom",
  PILLS: "pills tablets meds medicine medicines medication",
  SELF: "myself meself himself herself themselves themself yourself ourselves",
  SHE: "he she they son daughter husband wife partner friend brother sister mom mum dad boyfriend girlfriend",
  STOP: "stop end over",
  TELL: "tell tells telling told say says saying said",
  THINK: "think thinking thoughts thought dreaming dream fantasies fantasizing planning plan talk talking talked way ways",
  THROW: "throw throwing threw",
  TIRED: "tired sick done fed weary exhausted finished",
  TOOK: "took taken swallowed swallow swallowing necked downed",
  VERY: "tonight now today soon tomorrow",
  WANT: "want wnt wants wanted wanting wanna wnna wana wish wishing hope hoping rather prefer need deserve should must ready",
  WITHOUT: "without wothout witout",
};

// One phrase on a line, without apostrophes. a|b is either, a_b is two words, ? after a word means that it may be missing,
// * is any ending or any word, .. is up to three words, and $ means that the text ends there.
const PHRASES = `
suicid*|suicide|suicidal|sucide|sucidal|sucidial|suisidal|suicidle|suiside|sewerslide|sewer_slide|euthan*
unalive|unaliving|selfharm*|selfdelete|killmyself|killingmyself|endmylife|wanttodie|kms
crisis|hotline|helpline|lifeline|gun|noose
overdose|overdoses|overdosed|overdosing
sui THINK|attempt|$
commit* sui
emergency|danger $
self HURT
HURT|KILL SELF
KILL me VERY
please|someone|somebody KILL me
CUT MY? LIMBS|throat
knife|razor|blade .. LIMBS
urge|urges HURT
been|started|keep|keeps cutting $
cutting again $
WANT cut $
END MY own? LIVE|life|lives|suffering|pain|misery
take|taking|took MY own life
take MY life $|VERY
END it $|all|VERY|forever|myself|because
END everything|things $|VERY
ready END it
THINK about? ending $|it|MY|things|everything|all
WANT out $|life|this_life
WANT could|cud|be|was|were|been|already? DIE|GONE
WANT DIE
feel|felt|feels|would like DIE
might|may well be DIE
better|happier|easier|best off? WITHOUT me
better|happier|easier off? if|when? was|were? GONE|DIE
better with? one less
WITHOUT me it|around|here
notice|care|matter|miss_me if|when was|were? GONE|DIE
NOONE would|NOT|will? miss|need|needs|want|wants me
NOONE would|NOT|will? notice|care if|when
relieved .. GONE|funeral
if was|were gone
own funeral
WANT had|was|were? wasnt|werent|hadnt|not|never been? here|LIVE|born
should|WANT never have? been? born
WANT didnt|never|NOT wake|woke|woken|LIVE
THINK lot|constantly? about? DIE|JUMP
goodbye|farewell|DIE note|letter|letters
goodbye|farewell message $
goodbye|farewell MY? ONES|cruel|forever
say goodbye forever
texted|sent|posted|messaged .. .. goodbye|farewell
last|final goodbye
wrote goodbye
found note
SHE left note
tonight is? night
picked day|date
MY last day|night $
last day|night on? earth
how can|could|do|would? DIE
painless|painlessly|peaceful|peacefully|quick|quickest|easiest|fastest|easy|best way? out? DIE
painless|quick|easy|peaceful|only|no way out
lethal|fatal dose|amount
how many|much MY? PILLS|these|would|it .. .. .. DIE|overdose|NOT_wake
how much|many * *? KILL me|you
how many * *? overdose
enough PILLS $|DIE|KILL|END
swallowed PILLS
TOOK MY? ALL MY? ALL? MY? PILLS|ALL|them
TOOK|take too many
WANT|going|gonna|could|might|might_as_well take ALL MY? PILLS|them|ALL
take|taking ALL MY? PILLS $|VERY|at_once|and
WANT|going|gonna take them all
took them all
stockpil* PILLS
hoarding PILLS
saving|saved|save up? MY PILLS
od $|on|VERY
WANT|going|gonna od
drink* bleach
carbon monoxide
rope $|and|around
bought|got|tied|have rope
blew|blow MY brains|head_off
bullet MY? head
drive|crash|drove MY? car? off|into bridge|cliff|tree|wall|river
JUMP off|front|EDGE|train
JUMP from|out MY? HIGH|EDGE
will|hell|shell|gonna|going JUMP $
on|at|off|from|over MY? train? EDGE
THROW SELF off|under|front|out
front train|bus
under|into train|traffic|bus
bleed|bleeding out
bleed|starve DIE
drink SELF DIE
NOT WANT be|b|stay|stick here|hear|around|LIVE|anymore
NOT WANT keep? LIVE
NOT WANT wake|life|survive|do_this|see_tomorrow|feel_anything
NOT WANT go|carry|keep on? $|LIVE|anymore|like|going
NOT feel|deserve like? LIVE
NOT LIVE anymore
shouldnt be LIVE|here
why am alive
CANT|NOT see MY? future|way_out|tomorrow
CANT see SELF making
CANT|NOT see point|reason LIVE|BE|keep|going
CANT go|carry|keep|hold|hang on? $|anymore|going|fighting|LIVE|like_this|much|like|doing_this
CANT do|take|bear|stand|cope|handle it|this|life|with_this|with_it anymore
CANT cope $|anymore
CANT do life
CANT do|face another|one day|more
CANT take anymore $|this|pain
CANT LIVE like_this|no_more|more|anymore|with_SELF|with_this
CANT stand being? LIVE
CANT survive $|this|anymore
CANT stay safe
CANT|NOT keep SELF|me safe
NOT|CANT trust SELF
CANT be trusted alone
NOT feel safe $|SELF|with|around|alone|VERY|right|at_home
NOT safe with|from|around SELF
feel|feeling unsafe
make|making|get|getting it? through? night|tonight|morning
no|nothing|lost MY? reason|left|point|will|hope BE|keep|stay|go|going? LIVE|on
nothing LIVE for
have nothing left
lost all hope
will LIVE gone
reason|point BE|keep|stay? LIVE|here
reason|point go|going|carrying on
point life|me|anymore
no point $|anymore|me
NOT|isnt worth LIVE
life NOT|isnt worth
worth LIVE anymore
life|everything BE? EMPTY|over|no_point
life has? no meaning|point
nothing matters anymore
no future $|for_me|and
TIRED up? with? BE? LIVE|here|life
hate BE BE? LIVE|here
hate my life
WANT disappear|vanish
WANT go? sleep forever
fall|falling asleep forever
sleep|asleep and? NOT wake
NOT wake up? $|again|tomorrow|anymore
NOT waking up
NOT LIVE again
WANT it|this|everything|pain|life all? be? STOP $
WANT it all STOP
WANT pain|everything STOP
make it|this|pain stop $
WANT|would|could stop LIVE
stop|cease LIVE
give|giving|gave up on? life|LIVE
WANT|going give up $
burden $|MY_family|ONES
check*|checking out from? for_good|life|this_life
leave|leaving this world|life|earth
go away forever
be gone VERY
NOT be here|around VERY|anymore|xmas|christmas|much
be|go|join|with MY? * heaven
WANT go heaven
be|join with? MY? dead
NOT|dont care|mind if|whether|about? LIVE|DIE|wake
NOT AFRAID DIE
AFRAID what might|will|could|would? do $
AFRAID might do something
do something stupid VERY|$
going|gonna do something stupid
do something SELF
WANT SELF $
TELL me? DIE|KILL|HURT|JUMP
WANT|going|gonna|AFRAID HURT|KILL someone|somebody|people
decided|decide|planning|planned END|DIE
god take me
let|help me DIE
assisted DIE
WANT get|got? hit by
never come back $
locked SELF .. bathroom
isnt here drag
quiero_morir|no_quiero_vivir|matarme|veux_mourir|quero_morrer|will_sterben
end my rope|tether $`;

// Everyday turns of phrase that share those words. They are taken out of the text first.
const HARMLESS = `
suicide squad
die hard|cast|cut|for|down
DIE MY? hair
dying for|know|see|try|hear|sleep|meet
dead end|tired|line|weight|poets
phone|battery|dog|plant died
LIVE with side|depression
jumped gun
insurance helpline|hotline
feel alive
be here all|at
wake up groggy|foggy|tired|sick
be on PILLS
dye my
be|feel SELF again
life insurance
cut|cutting SELF off|some|shaving|cooking
hurt SELF running|exercising|gym|working
kill SELF laughing
jump off point
end it early
off label
hang out`;

// Real words one slip away from a word above. They are never taken for a misspelling of it.
const REAL_WORDS = new Set(
  ("does went wand wait waits diet dyed dear deaf deal deed depth read love loving liver lived line lift lie lite exit exits kiln kilt killer kilo " +
    "shot short shout hung hand hole overdone stoop stub strange prison drawn tried wash wane dangers none nose awake alike skills subside overdue " +
    "walking injury meditation print paint feed dean").split(" "),
);

// Small words that carry nothing here. Without them "i just really want to die" meets "want die".
const SMALL = new Set("i im ive id ill u to just really so very even still the a an that ever actually of in any fucking f".split(" "));

const JOINED = {
  "my self": "myself", "him self": "himself", "her self": "herself", "do not": "dont", "don t": "dont", "did not": "didnt",
  "does not": "doesnt", "can not": "cant", "can t": "cant", "was not": "wasnt", "is not": "isnt", "will not": "wont", "no longer": "nolonger",
  "no one": "noone", "some one": "someone", "any more": "anymore", "over dose": "overdose", "un alive": "unalive", "want too": "want",
};

export const wordsIn = (text) => {
  let words = text.normalize("NFKD").toLowerCase().replace(/\b4(?=ever)/g, "for").replace(/\b(?:2|to)ni(?:te|ght)\b/g, "tonight").replace(/\bh8\b/g, "hate").replace(/\bno1\b/g, "noone").replace(/['’‘`\u0300-\u036f]/g, "").replace(/[^a-z]+/g, " ");
  words = ` ${words} `;
  for (const [apart, joined] of Object.entries(JOINED)) words = words.replaceAll(` ${apart} `, ` ${joined} `);
  // "dieeee" is "diee": the slip of one letter that `same` forgives.
  return words.replace(/(.)\1{2,}/g, "$1$1").split(" ").filter((word) => word && !SMALL.has(word));
};

// One letter more, less or other, or two that changed places.
const oneSlip = (meant, typed) => {
  const most = Math.min(meant.length, typed.length);
  let from = 0;
  while (from < most && meant[from] === typed[from]) from++;
  let back = 0;
  while (back < most - from && meant[meant.length - 1 - back] === typed[typed.length - 1 - back]) back++;
  const a = meant.slice(from, meant.length - back);
  const b = typed.slice(from, typed.length - back);
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && b === a[1] + a[0]);
};

const letters = (word) => [...new Set(word)].sort().join("");
// A swap or a doubled letter is a slip in any word. One other letter often makes another word, so it passes only in a
// long word, or in one that weighs most here.
const WEIGHTY = ["WANT", "DIE", "KILL", "LIVE", "END", "NOT", "SELF"].flatMap((name) => GROUPS[name].split(" ")).concat("life", "point");
const isSwap = (typed) => (meant) => meant.length > 2 && oneSlip(meant, typed) && letters(meant) === letters(typed);
const isSlip = (typed) => (meant) =>
  meant[0] === typed[0] && meant.length > 3 && (meant.length > 5 || WEIGHTY.includes(meant)) && oneSlip(meant, typed);

const wordIn = (name) => (GROUPS[name] ? `(?:${GROUPS[name].replace(/ /g, "|")})` : name.replace("*", "\\S*"));
const pattern = (part) => {
  const any = part.replace(/\?$/, "").split("|").map((words) => words.split("_").map(wordIn).join(" ")).join("|");
  return { "$": " $", "..": "(?: \\S+){0,3}" }[part] ?? `(?: (?:${any}))${part.endsWith("?") ? "?" : ""}`;
};
const read = (lines) => lines.trim().split("\n").map((line) => `${line.split(" ").map(pattern).join("")}(?= |$)`).join("|");
const phrases = new RegExp(read(PHRASES));
const harmless = new RegExp(read(HARMLESS), "g");

const points = new Map();
for (const [worth, words] of Object.entries(POINTS)) for (const word of words.split(" ")) points.set(word, Number(worth));

// A misspelt word stands for a word of the phrases first, then for one with points.
const inPhrases = [...new Set([...Object.values(GROUPS), PHRASES.replace(/\w*\*/g, "")].join(" ").match(/[a-z]+/g))];
const meantBy = (typed) => {
  if (inPhrases.includes(typed) || REAL_WORDS.has(typed)) return typed;
  return inPhrases.find(isSwap(typed)) ?? (points.has(typed) ? typed : [...inPhrases, ...points.keys()].find(isSlip(typed))) ?? typed;
};
const mended = new Map();
const mend = (typed) => mended.get(typed) ?? mended.set(typed, meantBy(typed)).get(typed);

const wordsLeft = (text) => ` ${wordsIn(text).join(" ")} `.replace(harmless, " -").replace(/[a-z]+/g, mend);
const pointsOf = (words) => [...new Set(words.split(" "))].reduce((sum, word) => sum + (points.get(word) ?? 0), 0);

// 2 for a phrase, 1 for points, 0 for neither.
export function soundsLikeCrisis(text) {
  // A long paste is read from its start only, so that no text can hold the page up.
  const start = String(text).slice(0, 20000);
  if (phrases.test(wordsLeft(start))) return 2;
  return start.split(/[.!?;\n]+/).some((sentence) => pointsOf(wordsLeft(sentence)) >= ENOUGH) ? 1 : 0;
}
