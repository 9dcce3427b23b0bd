/** The length of the longest identifiers in Matrix. */
const longest = 255;

/** Characters without a visible form, and those that affect the text around them. */
const invisible = /[\p{C}\p{Z}\p{Grapheme_Extend}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/u;

const short: { readonly [character: string]: string } = { "\0": "\\0", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/** Returns a text with its invisible characters and the given characters escaped. */
export function shown(text: string, escaped = ""): string {
  return Array.from(text, (character) => {
    if (escaped.includes(character)) return `\\${character}`;
    if (character === " " || !invisible.test(character)) return character;
    return short[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  }).join("");
}

/** Returns a text of a widget in quotes for a user. A long text is truncated, so that what follows it stays in view. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  const rest = characters.length > longest ? "…" : "";
  return `"${shown(characters.slice(0, longest).join(""), '"\\')}${rest}"`;
}
