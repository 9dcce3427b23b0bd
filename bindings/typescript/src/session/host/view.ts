import type { CapabilitySet } from "../../capability/set.js";
import type { EventCapability, ParsedCapability } from "../../capability/types.js";
import type { Rights } from "./core.js";
import { setOf } from "./negotiation.js";

/** The rooms of permissions, by the room that they name. */
export interface Reach {
  /** Those of permissions without a room: the viewed room, and those opened by timeline capabilities. */
  open: string[];
  /** Those of `*`. */
  any: string[];
}

/** Returns the rooms of the permissions of a widget. */
export function reach({ granted, viewed }: Rights, known: ReadonlySet<string>): Reach {
  const own = viewed === undefined ? [] : [viewed];
  const any = [...new Set([...own, ...known])];
  const timelines = granted.capabilities.flatMap((own) => (own.kind === "timeline" ? [own.room] : []));
  const open = timelines.includes("*") ? [...any, ...timelines.filter((room) => room !== "*")] : [...own, ...timelines];
  return { open: [...new Set(open)], any };
}

/** Returns the rooms in which a permission applies. */
export function roomsOf({ room }: EventCapability, { open, any }: Reach): string[] {
  if (room === undefined) return open;
  return room === "*" ? any : [room];
}

/** Returns the permissions of a set to receive events, in order. */
export function receivable(granted: CapabilitySet): EventCapability[] {
  const isReceivable = (own: ParsedCapability): own is EventCapability =>
    (own.kind === "event" || own.kind === "state_event") && own.direction === "receive";
  return granted.capabilities.filter(isReceivable);
}

/** Returns the permissions of a set to receive state events, in order. */
export function receivableState(granted: CapabilitySet): EventCapability[] {
  return receivable(granted).filter(({ kind }) => kind === "state_event");
}

/** Returns the grants that do not depend on what the client knows: those without `*`. */
export function explicit(granted: CapabilitySet): CapabilitySet {
  const { strings, capabilities } = granted;
  return setOf(strings.filter((_, index) => (capabilities[index] as { room?: string } | undefined)?.room !== "*"));
}

/**
 * Returns `true` if one of these permissions allows more than before: the permission itself is new, or it names no room, and a timeline
 * is new.
 */
export function isWider(permissions: readonly EventCapability[], granted: CapabilitySet, before: CapabilitySet): boolean {
  const hasNewTimeline = granted.capabilities.some((own) => own.kind === "timeline" && !before.covers(own));
  return permissions.some((own) => (hasNewTimeline && own.room === undefined) || !before.covers(own));
}
