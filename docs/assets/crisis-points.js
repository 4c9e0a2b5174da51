// How much single words say that a text sounds like a crisis. Made by python tests/crisis_points.py from examples:
// do not edit by hand. A phrase that must be heard belongs in crisis-words.js, an example in tests/crisis_phrases.tsv.
export const ENOUGH = 8;
export const POINTS = {
  "6": "alive balcony beter bleed bridge burden deserve die disappear done earth end ending evry fails garage going goodbye gun herself himself kil kms living meself myself od overdose overdosed please poison purpose roof selfharm sucidal sucide suicde suicidal suicide suicidle suisidal suiside swallowed theres theyd think thinkin thinking thoughts today tonight took tying tylenol urge urges wanna wish wnat world wrists yourself",
  "5": "bought brother dead exist forever front funeral gone happier harming home jump kill kills letters life might myslef nobody painless ready rope sorry train way",
  "4": "bad bedroom christmas death everyone go harm he live many much n noone note nothing now once point reason scared tomorrow voice would",
  "3": "all arms blade car check drank drugs dying fault gonna good got hand hang her hope hoping into keeping knife lined noose only own peace round see son standing sunday telling this tomorow unalive up wana want wanting whole window wont",
  "2": "already anymore bathroom be been being bus cant cutting deeper didnt dont every everything god has have here holding house hurt it killing longer me more my never next not over planning river self sitting wait",
  "1": "ago am and answering better born came come cut fall feels finish found friday give hanging his hurting if keep last left like look mum night no nolonger pistol put quick right somebody something stay stop stopped take taken them things tree waiting wants wasnt ways without",
  "-1": "again alone awake books bupropion by can care compare doctors effect else energy felt few four gp group had is late leave list lock magnets maoi medicines nerve new on one panic send shock stopping story swallow table there these through time tired trying venlafaxine vns walking we when while why worth wrong zombie",
  "-2": "about after alcohol antidepressant anything appetite appointment ask boss cheer did drive family feelings film for form freind gain health how infusion learn lists magnet memory missed month music patients pill read recovery remission sessions site sleep slowly smoking someone ssri ssris stories study support tablets tests throw vitamins was website who will with working yet you",
  "-3": "as cheese concentrate cost daughter does fear food from groggy headache holiday hours job kids low mirtazapine pressure quetiapine restart sad sex skin spray two well what work",
  "-4": "back cbt day drop dry get half hate ketamine page prescription quality remember scan session since start treatments used weeks works your",
  "-5": "antidepressants depressed diet during effexor helps insurance libido medication mood room sertraline suit tablet trials",
  "-6": "battery brain change clinic could depression doctor early ect esketamine lithium medicine normal or people sick tms trd trial",
  "-7": "boredom exercise spravato therapist treatment",
  "-8": "effects hard subscription",
  "-9": "therapy",
  "-11": "hair psychiatrist",
};
