// Does this text sound like a crisis? Search and the next-visit sheet ask before they do anything else.
// It reads the text and answers yes or no: nothing is kept, nothing is sent.
// When in doubt it says yes. Help shown to somebody who does not need it does little harm.

// Words that may stand for each other. Phrases below name them in capitals.
const GROUPS = {
  AFRAID: "afraid scared",
  BE: "is isnt feels feel seems seem be being",
  CANT: "cant cannot couldnt",
  DIE: "die dies dead dieing dying death dy",
  EMPTY: "pointless meaningless worthless hopeless unbearable",
  END: "end ends ending",
  HIGH: "bridge balcony roof rooftop window building cliff ledge overpass tower",
  HOLD: "hold hang go carry",
  HURT: "hurt hurting hurts harm harming harms cut cutting cuts burn burning injure injuring",
  JUMP: "jump jumps jumping jumped",
  KILL: "kill kills killing killed kil shoot hang hanging drown shooting drowning poison poisoned poisoning stab strangle suffocate delete unalive off",
  LIVE: "live living alive exist existing alife",
  MY: "my his her their your our",
  NOT: "dont didnt doesnt not never nolonger wouldnt",
  PILLS: "pills tablets meds medicine medication bottle",
  SELF: "myself meself himself herself themselves themself yourself ourselves",
  STOP: "stop end over",
  TELL: "tell tells telling told",
  THINK: "think thinking thoughts thought dreaming dream fantasies fantasizing planning plan",
  THROW: "throw throwing threw",
  TIRED: "tired sick done fed weary exhausted",
  WANT: "want wants wanted wanting wanna wana wish wishing hope rather prefer need deserve should ready",
  WAS: "was were",
  WITHOUT: "without wothout witout",
};

// One phrase on a line, without apostrophes.
// A word with ? may be missing. * is any one word. $ means that the text ends there.
const PHRASES = `
suicide
suicides
suicidal
suicidle
suisidal
unalive
killmyself
killingmyself
endmylife
crisis
hotline
helpline
lifeline
emergency $
danger $
kms
selfharm
self HURT
KILL SELF
HURT SELF
KILL me now
please KILL me
someone KILL me
END MY own? LIVE
END MY own? life
END MY own? lives
END MY suffering
END MY pain
END MY misery
take MY own life
taking MY own life
took MY own life
take MY life $
END it $
END it all
END it now
END it tonight
END it today
END it forever
END it myself
END it because
END everything $
END things $
ready END it
WANT DIE
WANT could DIE
WANT out this? life
wanttodie
WANT WAS? DIE
WANT be DIE
WANT be gone
feel like DIE
felt like DIE
feels like DIE
would like DIE
id like DIE
might well be DIE
better off DIE
better DIE
better off WITHOUT me
better WITHOUT me
happier WITHOUT me
WANT wasnt here
WANT wasnt LIVE
WANT wasnt born
WANT werent here
WANT werent LIVE
WANT WAS? never been? born
WANT hadnt been born
WANT didnt LIVE
WANT didnt wake
WANT NOT wake
WANT never woke
THINK about DIE
THINK of DIE
THINK about ending
THINK of ending
DIE note
goodbye note
goodbye letter
way DIE
ways DIE
how can DIE
how could DIE
how do DIE
how DIE
painless DIE
painlessly DIE
peaceful DIE
quick DIE
lethal dose
fatal dose
enough PILLS
take all MY? PILLS
taking all MY? PILLS
took all MY? PILLS
took too many PILLS
swallow all MY? PILLS
overdose
overdosing
overdosed
NOT WANT be here
NOT WANT be hear
NOT WANT be around
NOT WANT be LIVE
NOT WANT keep? LIVE
NOT WANT wake
NOT WANT be anymore
NOT WANT life
NOT WANT go on
NOT WANT do this anymore
NOT see way out
CANT see way out
NOT feel like LIVE
NOT deserve LIVE
shouldnt be LIVE
why am alive
no reason be? LIVE
no reason go on
no reason going on
nothing LIVE for
nothing left LIVE for
life NOT worth
life isnt worth
isnt worth LIVE
NOT worth LIVE
worth LIVE anymore
life has? no meaning
TIRED LIVE
TIRED life
TIRED be LIVE
TIRED be here
TIRED being LIVE
TIRED being here
TIRED up? with life
TIRED up? with LIVE
hate being LIVE
hate be LIVE
CANT go on LIVE
CANT keep going
CANT keep LIVE
CANT LIVE like this
CANT LIVE anymore
CANT do this anymore
CANT do it anymore
CANT do life
CANT take it anymore
CANT take this anymore
CANT bear it anymore
CANT bear this anymore
CANT cope anymore
CANT face another day
WANT it STOP $
WANT it all STOP
WANT everything STOP
WANT pain STOP
WANT it be STOP
WANT stop LIVE
WANT disappear
WANT vanish
WANT go sleep forever
WANT sleep forever
sleep and? NOT wake
NOT wake up again
NOT wake up tomorrow
NOT wake up anymore
nobody would miss me
noone would miss me
no would miss me
nobody would care if
noone would care if
burden everyone
burden everybody
burden $
burden my family
give up on? life
giving up on? life
gave up on? life
WANT give up $
going give up $
no way out
only way out
jump off
jumping off
slit MY wrists
cut MY wrists
cutting MY wrists
say goodbye forever
stop LIVE
cease LIVE
suicided
suiciding
commit sui
committing sui
sewerslide
sewer slide
selfdelete
unaliving
selfharming
harm urges
blew MY brains
blow MY head off
bullet in? MY head
drive into tree
drive into wall
jump train
under train
drink bleach
drinking bleach
carbon monoxide
od on
swallowed whole? PILLS
swallow bottle
whole bottle PILLS
took whole bottle
took bottle PILLS
stockpiled PILLS
hoarding PILLS
saving up? MY PILLS
slit MY throat
slash MY wrists
slashing MY wrists
bleed out
bleeding out
NOT feel safe $
NOT feel safe with? SELF
NOT feel safe around SELF
NOT feel safe alone
NOT feel safe tonight
NOT feel safe right now
NOT safe with SELF
NOT safe from SELF
CANT keep SELF safe
CANT stay safe
NOT trust SELF
CANT trust SELF
CANT be trusted alone
going do something stupid
do something stupid tonight
gonna do something stupid
WANT SELF $
check out for good
checking out for good
check out from? life
leave this world
leave this life
leave this earth
WANT go away forever
be gone tomorrow
NOT be here tomorrow
last day on? earth
last night on? earth
last goodbye
final goodbye
wrote goodbye
NOT care if LIVE
NOT care whether LIVE
NOT care about LIVE anymore
NOT mind DIE
NOT mind if DIE
NOT afraid DIE
world better WITHOUT
world be better WITHOUT
WITHOUT me in it
WITHOUT me around
easier WITHOUT me
easier if DIE
CANT see future
NOT see future
lost all hope
lost will LIVE
lost MY will LIVE
no will LIVE
lost reason LIVE
will LIVE gone
CANT keep fighting
CANT keep doing this
CANT live with this pain
CANT stand LIVE
CANT stand being LIVE
NOT LIVE anymore
hate my life
hate being here
be with MY dead
join MY dead
god take me
let me DIE
help me DIE
assisted DIE
euthanasia
euthanize me
fall asleep and? never wake
fall asleep forever
never wake $
never waking up
never LIVE again
NOT WANT survive
NOT WANT see tomorrow
NOT WANT feel anything anymore
end of my rope
end my tether
drive MY? car? off bridge
drive MY? car? off cliff
taken too many PILLS
CANT survive $
CANT survive this
CANT survive anymore
no future $
WANT get? hit by
WANT got hit by
WANT go heaven
CANT take anymore $
CANT take anymore this
CANT take anymore pain
feel unsafe
feeling unsafe
decided END
decide DIE
painless way out
easy way out
quick way out
peaceful way out
reason keep? LIVE
reason be? LIVE
reason stay LIVE
reason go on
notice if DIE
care if DIE
matter if DIE
happier if DIE
better if DIE
miss me if gone
been cutting $
started cutting $
cutting again $
urge HURT
WANT cut $
how much * *? KILL me
how many * *? KILL me
how much * *? KILL you
how many * *? KILL you
how many * *? DIE
od $
od tonight
WANT od
going od
gonna od
sui THINK
sui attempt
sui $
WANT had never been? born
goodbye everyone
life is? over $
talk about DIE
talking about DIE
talked about DIE
gun
JUMP off? MY? HIGH
JUMP from MY? HIGH
JUMP out MY? HIGH
point BE? LIVE
point BE? here anymore
point life
point go on
point going on
point carrying on
no point anymore
life BE? EMPTY
CANT LIVE no? more
WANT HURT someone
going HURT someone
do something SELF
WANT take them all
took them all
if was gone
if were gone
happier if gone
better if gone
bleed DIE
starve DIE
never come back $
drink SELF DIE
sucidial
JUMP front
take MY life tonight
take MY life now
take MY life today
THINK lot about DIE
THINK constantly about DIE
own funeral
nothing matters anymore
NOT need me here
world NOT need me
WANT cud DIE
THROW SELF off
THROW SELF under
THROW SELF front
CANT HOLD on $
CANT HOLD on anymore
CANT HOLD on much
CANT HOLD on like
AFRAID what might do
AFRAID might do something
AFRAID what will do
AFRAID what could do
AFRAID what ill do $
TELL me DIE
TELL me KILL
TELL me HURT
goodbye cruel? world
into traffic
bought rope
rope around MY neck
make it through night
make it through tonight
get through night
get through tonight
front train
going HURT somebody`;

// Everyday turns of phrase that share those words. They are taken out of the text first.
const HARMLESS = `
suicide squad
die hard
die cast
die down
die cut
die for
dying for
dying know
dying see
dying try
dying hear
dying sleep
dying hair
dead end
dead tired
dead line
dead weight
dead poets
life insurance
die my hair
be here at
cut myself off
cut myself some
cut myself shaving
cut myself cooking
hurt myself running
hurt myself exercising
hurt myself gym
hurt myself working
kill myself laughing
kill time
jump off point
end it early
off label
hang out`;

// Real words one slip away from a word above. They are never taken for a misspelling of it.
const REAL_WORDS = new Set(
  ("and bend does doesnt her hers hers hire hero heart wont went wand wait was diet did dig dip dine dyed dear deaf deal deed lead head read " +
    "love leave leaves loved loving leaving liver lived give giving like liked line lift list lie wife file lite " +
    "exit exits exits hard ham hurl hunt cup cat curt bun barn born but kiln kilt till pill pills fill shot short hung fang hand " +
    "overdue overdone overuse overdosage subside decide step shop stoop steep slip slept wave bake make walk wakes wage " +
    "point print paint pain worm word work north through though thing things trick thank drink sink thin " +
    "tried tires timed bitter letter butter hated heat mate hats fish wash ways wane wake care core car " +
    "gone give gain good dangers emergencies noise nose dome one none dose bone seed sock sack lick pick better bettor").split(" "),
);

// Small words that carry nothing here. Without them "i just really want to die" meets "want die".
const SMALL = new Set("i im ive id ill u to just really so very even still the a an that ever actually of in any fucking f".split(" "));

const JOINED = {
  "my self": "myself", "him self": "himself", "her self": "herself", "do not": "dont", "don t": "dont", "did not": "didnt",
  "does not": "doesnt", "can not": "cant", "can t": "cant", "was not": "wasnt", "is not": "isnt", "no longer": "nolonger",
  "no one": "noone", "some one": "someone", "any more": "anymore", "over dose": "overdose", "un alive": "unalive", " b ": "be",
};

const plain = (text) => {
  let words = text.normalize("NFKD").toLowerCase().replace(/\b4(?=ever)/g, "for").replace(/\b(?:2|to)ni(?:te|ght)\b/g, "tonight").replace(/\bh8\b/g, "hate").replace(/['’‘`\u0300-\u036f]/g, "").replace(/[^a-z]+/g, " ");
  words = ` ${words} `;
  for (const [apart, joined] of Object.entries(JOINED)) words = words.replaceAll(` ${apart.trim()} `, ` ${joined} `);
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

const same = (meant, typed) => {
  if (meant === typed) return true;
  if (meant.length < 3 || REAL_WORDS.has(typed) || !oneSlip(meant, typed)) return false;
  const letters = (word) => [...new Set(word)].sort().join("");
  // In a short word one other letter often makes another word, so only a swap or a doubled letter passes.
  return letters(meant) === letters(typed) || (meant.length > 3 && meant[0] === typed[0]);
};

const exact = (meant, typed) => meant === typed;

const read = (lines) =>
  lines.trim().split("\n").map((line) =>
    line.split(" ").filter((word) => !SMALL.has(word)).map((word) => {
      const name = word.replace("?", "");
      return { words: (GROUPS[name] ?? name).split(" "), optional: word.endsWith("?"), last: word === "$" };
    }),
  );
const phrases = read(PHRASES);
const harmless = read(HARMLESS);

// The place after the phrase when it stands at this place of the text, or -1.
const after = (text, at, phrase, alike, n = 0) => {
  if (n === phrase.length) return at;
  const { words, optional, last } = phrase[n];
  if (last) return at === text.length ? at : -1;
  const fits = at < text.length && words.some((word) => word === "*" || alike(word, text[at]));
  const found = fits ? after(text, at + 1, phrase, alike, n + 1) : -1;
  return found < 0 && optional ? after(text, at, phrase, alike, n + 1) : found;
};

export function soundsLikeCrisis(text) {
  // A long paste is read from its start only, so that no text can hold the page up.
  let words = plain(String(text).slice(0, 20000));
  for (const phrase of harmless) {
    for (let at = 0; at < words.length; at++) {
      const next = after(words, at, phrase, exact);
      if (next >= 0) words = [...words.slice(0, at), "-", ...words.slice(next)];
    }
  }
  // Each pair of words is compared once, however long the text.
  const known = new Map();
  const alike = (meant, typed) => {
    const pair = `${meant} ${typed}`;
    if (!known.has(pair)) known.set(pair, same(meant, typed));
    return known.get(pair);
  };
  return words.some((_, at) => phrases.some((phrase) => after(words, at, phrase, alike) >= 0));
}
