import { parseCapability } from "../capability/parse.js";
import type { CapabilitySet } from "../capability/set.js";
import type { ParsedCapability } from "../capability/types.js";
import { families } from "../generated/capabilities.js";
import { meanings } from "../generated/meanings.js";
import { quoted } from "./quoted.js";
import { wordsFor } from "./words.js";

/** The parts of a permission prompt, and the prompt in English. */
export interface Description {
  /** The unstable name of a flag or the unstable prefix of a family (`org.matrix.msc2762.send.event:`). `undefined` if unknown. */
  subject: string | undefined;
  /** The type of the events, messages or data. */
  type?: string;
  /** The only permitted `msgtype`. */
  msgtype?: string;
  /** The only permitted state key. */
  stateKey?: string;
  /**
   * The rooms: the one that the user is viewing, that room and the rooms of the granted timeline capabilities, all rooms of the
   * user, or the room with this ID.
   */
  place?: "viewed" | "viewed-and-granted" | "all" | { room: string };
  /** The prefixes of the granted families that a timeline capability extends to more rooms. */
  extends: string[];
  /** The prompt in English. Text that the widget chose is in quotes, and its invisible characters are escaped. */
  text: string;
}

/**
 * Describes a capability for a permission prompt, relative to the capabilities that the widget has been granted.
 *
 * Granted timeline capabilities widen the rooms of an event capability. A timeline capability in turn widens the granted event
 * capabilities. For capabilities that are requested together with a timeline, pass the set that would be granted.
 *
 * ```ts
 * const granted = new CapabilitySet(["m.timeline:*"], "msc2762");
 * describeCapability("m.receive.event:m.room.message#m.text", granted).text;
 * // "Receive and read text messages in all your rooms"
 * ```
 */
export function describeCapability(capability: string, granted: CapabilitySet): Description {
  const parsed = parseCapability(capability, granted.dialect);
  const parts = { ...partsOf(parsed), ...placeOf(parsed, granted) };
  const subject = subjectOf(parsed);
  const extended = parsed.kind === "timeline" ? openFamilies(granted) : [];
  return { subject, ...parts, extends: extended, text: textOf(parsed, subject, parts.place, extended) };
}

function subjectOf(capability: ParsedCapability): string | undefined {
  if (capability.kind === "unknown") return undefined;
  if (capability.kind === "flag") return capability.flag;
  const direction = "direction" in capability ? capability.direction : undefined;
  const isSame = (family: { kind: string; direction?: string }) =>
    family.kind === capability.kind && family.direction === direction;
  return families.find(isSame)?.prefixes[0];
}

function partsOf(capability: ParsedCapability): Pick<Description, "type" | "msgtype" | "stateKey"> {
  if (!("type" in capability)) return {};
  const { type } = capability;
  const key = "key" in capability ? capability.key : undefined;
  if (key === undefined) return { type };
  return capability.kind === "event" ? { type, msgtype: key } : { type, stateKey: key };
}

function placeOf(capability: ParsedCapability, granted: CapabilitySet): Pick<Description, "place"> {
  if (capability.kind !== "event" && capability.kind !== "state_event" && capability.kind !== "timeline") return {};
  const { room } = capability;
  if (room === "*") return { place: "all" };
  if (room !== undefined) return { place: { room } };
  if (granted.mayUseTimeline("*")) return { place: "all" };
  const hasTimelines = granted.capabilities.some(({ kind }) => kind === "timeline");
  return { place: hasTimelines ? "viewed-and-granted" : "viewed" };
}

/** Returns the prefixes of the families in which a granted capability names no room, in the order of the families. */
function openFamilies(granted: CapabilitySet): string[] {
  const isOpen = (capability: ParsedCapability) =>
    (capability.kind === "event" || capability.kind === "state_event") && capability.room === undefined;
  const open = new Set(granted.capabilities.filter(isOpen).map(subjectOf));
  return families.map(({ prefixes }) => prefixes[0]).filter((prefix) => open.has(prefix));
}

function textOf(
  capability: ParsedCapability,
  subject: string | undefined,
  place: Description["place"],
  extended: readonly string[],
): string {
  if (capability.kind === "unknown") return `Nothing: the capability ${quoted(capability.text)} is unknown`;
  const rest = extended.map((family) => meaning(family).replace(/^./, (first) => first.toLowerCase()));
  return whatOf(capability, meaning(subject)) + where(place) + (rest.length === 0 ? "" : `: ${rest.join(", ")}`);
}

function whatOf(capability: ParsedCapability, general: string): string {
  const isEvent = capability.kind === "event" || capability.kind === "state_event";
  const words = isEvent ? wordsFor(capability) : undefined;
  if (words !== undefined) return general.slice(0, -words[0].length) + words[1];
  const { type, msgtype, stateKey } = partsOf(capability);
  const ofType = type === undefined ? "" : ` of type ${quoted(type)}`;
  const ofMsgtype = msgtype === undefined ? "" : ` with msgtype ${quoted(msgtype)}`;
  return general + ofType + ofMsgtype + (stateKey === undefined ? "" : ` with key ${quoted(stateKey)}`);
}

function where(place: Description["place"]): string {
  switch (place) {
    case undefined:
      return "";
    case "viewed":
      return " in the room you are viewing";
    case "viewed-and-granted":
      return " in the room you are viewing and in the other rooms you have allowed";
    case "all":
      return " in all your rooms";
    default:
      return ` in the room ${quoted(place.room)}`;
  }
}

function meaning(name: string | undefined): string {
  return (name === undefined ? undefined : meanings[name]) ?? "";
}
