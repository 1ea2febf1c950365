/** Words that passwords of ten and more characters are most often made of, before and after whose letters people put digits. */
const words = new Set(
  `password passwort passwd pass passw mypassword secret geheim hallo hello welcome willkommen bienvenue letmein login logon signin
  admin administrator root system sysadmin superuser manager master default guest public private test testing tester demo example sample
  user username changeme change temp temporary qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop asdf asdfgh asdfghjkl yxcvbnm zxcvbnm zxcvbn
  abc abcd abcdef abcdefg abcdefgh iloveyou ilove loveyou loveme love lover mylove sweetheart honey darling baby babygirl babyboy angel angels
  princess prince king queen sunshine summer winter spring autumn sommer herbst monday friday sunday january february march april june july
  august september october november december monkey dragon tiger lion eagle falcon panther wolf bear shadow ghost phoenix unicorn butterfly
  flower rainbow chocolate cookie cheese banana orange apple cherry pepper ginger coffee pizza football fussball soccer baseball basketball
  hockey golf tennis cricket liverpool arsenal chelsea barcelona juventus bayern dortmund manchester yankees cowboys steelers lakers ferrari
  porsche mercedes mustang corvette harley yamaha honda superman batman spiderman ironman starwars startrek skywalker pokemon pikachu naruto
  minecraft fortnite nintendo playstation xbox gaming gamer computer internet windows microsoft google facebook instagram samsung android iphone
  linux ubuntu oracle postgres database server network office company firma business money dollar bitcoin crypto freedom liberty america
  england germany deutschland berlin london paris france italia espana brasil australia canada texas california jesus christ blessed heaven
  hunter killer warrior ninja samurai pirate soldier sniper ranger matrix trustno whatever nothing something forever family friends friend
  mother father brother sister daughter michael michelle jennifer jessica daniel andrew joshua matthew anthony william robert thomas charlie
  george jordan ashley amanda nicole stefan andreas christian alexander sebastian maximilian martina sandra sabine claudia maria anna laura
  access enter open sesame opensesame security secure safe hacker elite gandalf merlin wizard magic diamond silver golden platinum purple
  yellow lucky happy smile music guitar metallica slipknot eminem rockstar buster bailey maggie sophie oliver max cameleer camel apache java
  the one my is you me new old big little hot cool super best number`
    .split(/\s+/)
    .filter((word) => word !== ""),
);

/** Rows and columns of keyboards, the alphabet and the digits: what fingers do without a thought. */
const runs = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiopü",
  "azertyuiop",
  "asdfghjkl",
  "qsdfghjklm",
  "zxcvbnm",
  "yxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
  "qawsedrftgyhujikolp",
  "1qay2wsx3edc4rfv5tgb6zhn",
  "q1w2e3r4t5y6u7i8o9p0",
  "1qazxsw23edcvfr45tgb",
  "zaq12wsxcde34rfv",
  "31415926535897",
  "147258369",
  "159753",
].flatMap((run) => [run, [...run].toReversed().join("")]);

const disguises: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

/** More words than this were thought about. */
const wordsAtMost = 3;

/** More signs and digits than this are a secret of their own, unless they are a run themselves. */
const ornamentsAtMost = 8;

/**
 * Whether a password is one of those that guessers try first: a repeated piece, a walk over the keyboard, or up to three common words with
 * digits and signs around or between them, letters replaced by signs that look alike.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  return isRepeated(plain) || isMadeOfRuns(plain) || isMadeOfWords(plain);
}

/** `aaaaaaaaaa`, `1212121212`, `abcabcabcabc`. */
function isRepeated(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/u.test(text) && new Set(text).size <= 4;
}

/** `1234567890`, `qwertyasdf`, `1q2w3e4r5t`: pieces of three and more characters, one after the other. */
function isMadeOfRuns(text: string): boolean {
  let rest = text.replaceAll(/[^\p{L}\p{N}]/gu, "");
  while (rest.length >= 3) {
    const length = Math.max(0, ...runs.map((run) => commonStart(run, rest)));
    if (length < 3) return false;
    rest = rest.slice(length);
  }
  return rest.length < 3;
}

/** How much of the text's start is found in one piece in the run. */
function commonStart(run: string, text: string): number {
  let length = 0;
  while (length < text.length && run.includes(text.slice(0, length + 1))) length += 1;
  return length;
}

function isMadeOfWords(text: string): boolean {
  const others = text.replaceAll(/\p{L}/gu, "");
  if (others.length > ornamentsAtMost && !isRepeated(others) && !isMadeOfRuns(others)) return false;
  const undisguised = (part: string): string => [...part].map((character) => disguises[character] ?? character).join("");
  const trimmed = text.replace(/^[^\p{L}@$]+/u, "").replace(/[^\p{L}]+$/u, "");
  const letters = (part: string): string => part.replaceAll(/[^\p{L}]/gu, "");
  const candidates = [letters(trimmed), letters(undisguised(trimmed)), letters(undisguised(text))];
  return candidates.some((candidate) => candidate !== "" && isSentenceOf(candidate, wordsAtMost));
}

function isSentenceOf(text: string, most: number): boolean {
  if (words.has(text)) return true;
  if (most === 1) return false;
  for (let end = 2; end < text.length - 1; end += 1) {
    if (words.has(text.slice(0, end)) && isSentenceOf(text.slice(end), most - 1)) return true;
  }
  return false;
}
