/** Returns an untrusted text for an error message: invisible characters are escaped, and a long text is truncated. */
export function shown(text: string): string {
  const characters = [...text.slice(0, 2 * longest + 2)];
  const escaped = characters.slice(0, longest).map((character) => (invisible.test(character) ? escape(character) : character));
  return escaped.join("") + (characters.length > longest ? "…" : "");
}

/** Longer than any Matrix identifier. */
const longest = 1000;

/** Controls, separators other than the space, marks, unassigned characters, and letters and symbols without a visible form. */
const invisible = /(?! )[\p{C}\p{Z}\p{Grapheme_Extend}\u115f\u1160\u2800\u3164\uffa0\u{1d159}]/u;

function escape(character: string): string {
  const short = ["\t", "\n", "\r"].indexOf(character);
  if (short >= 0) return ["\\t", "\\n", "\\r"][short] ?? "";
  // In UTF-8, each of the three bytes of a lone surrogate is invalid.
  return /\p{Cs}/u.test(character) ? "\ufffd".repeat(3) : `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
