// How much single words say that a text sounds like a crisis. Made by python tests/crisis_points.py from examples:
// do not edit by hand. A phrase that must be heard belongs in crisis-words.js, an example in tests/crisis_phrases.tsv.
export const ENOUGH = 8;
export const POINTS = {
  "6": "alive balcony beter bleed bridge burden deserve die disappear done earth end ending evry fails going goodbye gun herself himself kil kms living meself myself od overdose overdosed please poison purpose roof selfharm sucidal sucide suicde suicidal suicide suicidle suisidal suiside swallowed theres theyd think thinkin thinking thoughts today tonight tying tylenol urges wanna wish wnat world wrists yourself",
  "5": "bought brother dead exist forever front funeral garage gone happier harming home jump keeping kill kills letters life might myslef painless ready rope sorry took urge way",
  "4": "all bad bedroom christmas death drank everyone go harm he live many much n nobody noone note nothing once point reason scared tomorrow train voice would",
  "3": "arms blade car drugs every fault gonna good got hand hang has into knife lined noose now only over own peace round son standing telling this tomorow unalive up wana want wanting whole window wont",
  "2": "already anymore bathroom be been being better cant check cutting didnt dont dying everything god have her here his holding hope hoping house hurt it keep killing longer me more my never next not planning river see self sitting something sunday tree",
  "1": "ago am and answering born bus come cut deeper fall feels finish found friday getting give hanging hospital hurting if know last left like look mum night no nolonger pistol put quick right she stay stop stopped take taken them things wait waiting wants wasnt ways without",
  "-1": "again alone at bupropion by caffeine can care compare effect else energy felt four gp group is leave lock magnets makes medicines new one panic patients recovery send sessions stopping story support swallow table there through time tired trying venlafaxine vns walking we weight when why will worth",
  "-2": "about after alcohol antidepressant anything appetite appointment ask awake boss cheer concentrate did drive family feelings film for form freind gain health how infusion learn lists magnet music pill read remission shock site sleep slowly smoking someone ssri ssris stories study tablets tests these throw two vitamins was website while who with working yet you",
  "-3": "as cheese cost daughter does drop fear food from groggy headache holiday hours job kids low memory mirtazapine missed month pressure quetiapine sex skin spray treatments well what work",
  "-4": "back cbt day depressed dry get half hate ketamine page prescription quality remember room sad scan session since start used weeks works your",
  "-5": "antidepressants brain could diet doctor during effexor helps insurance libido medication mood sertraline sick tablet trials",
  "-6": "battery change clinic depression early ect lithium medicine normal or people spravato tms treatment trial",
  "-7": "boredom esketamine exercise therapist trd",
  "-8": "effects hard subscription",
  "-9": "therapy",
  "-10": "psychiatrist",
  "-11": "hair",
};
