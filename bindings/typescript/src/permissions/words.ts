import { roomMessage } from "../capability/parse.js";
import type { EventCapability } from "../capability/types.js";

const messages: { readonly [msgtype: string]: string } = {
  "m.audio": "audio messages",
  "m.emote": "emotes",
  "m.file": "files",
  "m.image": "images",
  "m.location": "locations",
  "m.notice": "automated messages",
  "m.text": "text messages",
  "m.video": "videos",
};

const events: { readonly [type: string]: string } = {
  "m.reaction": "reactions",
  "m.sticker": "stickers",
  [roomMessage]: "messages",
};

/** State events that a room has once: their state key is empty. */
const information: { readonly [type: string]: string } = {
  "m.room.avatar": "the room picture",
  "m.room.name": "the room name",
  "m.room.power_levels": "who may do what",
  "m.room.topic": "the room topic",
};

/** Returns plain words for common events, and the words for all events that they replace. */
export function wordsFor({ kind, type, key }: EventCapability): [general: string, words: string] | undefined {
  const find = (words: { readonly [name: string]: string }, name: string) => (Object.hasOwn(words, name) ? words[name] : undefined);
  let words: string | undefined;
  if (kind === "event") words = key === undefined ? find(events, type) : find(messages, key);
  else if (key === undefined && type === "m.room.member") words = "the member list";
  else if (key === undefined || key === "") words = find(information, type);
  return words === undefined ? undefined : [kind === "event" ? "events" : "room information", words];
}
