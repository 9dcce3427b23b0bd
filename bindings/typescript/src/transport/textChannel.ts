import { unstableName } from "../actions.js";
import { readMessage } from "../guards.js";
import type { Channel, ReceivedText } from "./channel.js";

const maxLength = 64 << 20;
const header = ["api", "widgetId", "requestId", "action"];

/**
 * Returns the channel of a bridge that carries JSON texts. An answer repeats the text of its request byte for byte.
 *
 * Texts that are not JSON, that are longer than 64 MiB, or that have a duplicate member in their header are ignored. A message with
 * a duplicate member that decides what it does is malformed.
 *
 * ```js
 * textChannel({
 *   send: (text) => bridge.post(text),
 *   listen(receive) {
 *     bridge.onText = receive;
 *     return () => (bridge.onText = null);
 *   },
 * });
 * ```
 */
export function textChannel({
  send,
  listen,
}: {
  send: (text: string) => void;
  listen: (receive: (text: string) => void) => () => void;
}): Channel {
  return {
    send: (message) => send(typeof message === "string" ? message : JSON.stringify(message)),
    listen: (receive) =>
      listen((text) => {
        const message = parse(text);
        const received = readText(text, message);
        if (received) receive(message, received);
      }),
  };
}

function parse(text: string): unknown {
  try {
    return text.length > maxLength ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns what a parsed message does not tell about its text, or `undefined` if it is to be ignored. */
function readText(text: string, value: unknown): ReceivedText | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { duplicates, duplicateInBody, nullResponse } = scan(text);
  if (duplicates.some((name) => header.includes(name))) return undefined;
  const message = readMessage({ ...value, response: null });
  const isKnown = message !== undefined && unstableName(message.api, message.action) !== undefined;
  const duplicate = duplicates.find((name) => name === "data" || name === "response");
  return {
    length: text.length,
    duplicate: duplicate ?? (isKnown ? duplicateInBody : undefined),
    respond(response) {
      const body = JSON.stringify(response);
      const end = text.lastIndexOf("}");
      return nullResponse === undefined
        ? `${text.slice(0, end)},"response":${body}${text.slice(end)}`
        : text.slice(0, nullResponse) + body + text.slice(nullResponse + "null".length);
    },
  };
}

/**
 * Returns the duplicate members of a JSON object, the first path of a duplicate in `data` or `response` that decides what a request
 * does, and the place of the value `null` of `response`. It takes linear time.
 */
function scan(text: string) {
  const duplicates: string[] = [];
  let duplicateInBody: string | undefined;
  let nullResponse: number | undefined;
  /** The objects, with the names of their members, and the arrays around the current place. */
  const around: { names: Set<string> | undefined; path: string }[] = [];
  let path = "";
  let isName = false;
  for (let at = 0; at < text.length; at++) {
    const token = text[at];
    if (token === '"') {
      const end = endOfString(text, at);
      const parent = around.at(-1);
      if (isName && parent?.names) {
        const name: string = JSON.parse(text.slice(at, end));
        const depth = around.length;
        path = depth > 1 ? `${parent.path}.${name}` : name;
        if (parent.names.has(name)) {
          if (depth === 1) duplicates.push(name);
          else if (/^(data|response)\.[^.]*$/.test(path) || path === "data.content.msgtype") duplicateInBody ??= path;
        }
        parent.names.add(name);
        if (path === "response") nullResponse ??= text.indexOf("null", end);
      }
      isName = false;
      at = end - 1;
    } else if (token === "{" || token === "[") {
      isName = token === "{" && around.length < 3;
      around.push({ names: isName ? new Set() : undefined, path });
    } else if (token === "}" || token === "]") around.pop();
    else if (token === ",") isName = around.at(-1)?.names !== undefined;
  }
  return { duplicates, duplicateInBody, nullResponse };
}

/** Returns the place after the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = start + 1; ; end++) {
    end = text.indexOf('"', end);
    let first = end;
    while (text[first - 1] === "\\") first--;
    if ((end - first) % 2 === 0) return end + 1;
  }
}
