import { shown } from "../shown.js";

/** The length of the longest identifiers in Matrix. */
const longest = 255;

/** Returns a text of a widget in quotes for a user. A long text is truncated, so that what follows it stays in view. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  const escaped = characters.slice(0, longest).map((character) => {
    if (character === '"' || character === "\\") return `\\${character}`;
    return character === "\0" ? "\\0" : shown(character);
  });
  return `"${escaped.join("")}${characters.length > longest ? "…" : ""}"`;
}
