import type { CapabilitySet } from "../../capability/set.js";
import type { EventCapability, ParsedCapability } from "../../capability/types.js";
import type { Rights } from "./core.js";
import { setOf } from "./negotiation.js";

/** Returns the rooms that a widget may access: the viewed room, and those opened by timeline capabilities. */
export function reach({ granted, viewed }: Rights, known: ReadonlySet<string>): string[] {
  const own = viewed === undefined ? [] : [viewed];
  const timelines = granted.capabilities.flatMap((own) => (own.kind === "timeline" ? [own.room] : []));
  const named = timelines.filter((room) => room !== "*");
  return [...new Set([...own, ...(timelines.includes("*") ? known : []), ...named])];
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

/** Returns the grants that do not depend on what the client knows: those without the timeline `*`. */
export function explicit({ strings, capabilities }: CapabilitySet): CapabilitySet {
  const isExplicit = (own: ParsedCapability | undefined) => own?.kind !== "timeline" || own.room !== "*";
  return setOf(strings.filter((_, index) => isExplicit(capabilities[index])));
}

/** Returns `true` if one of these permissions allows more than before: the permission itself is new, or a timeline is. */
export function isWider(permissions: readonly EventCapability[], granted: CapabilitySet, before: CapabilitySet): boolean {
  const hasNewTimeline = granted.capabilities.some((own) => own.kind === "timeline" && !before.covers(own));
  return permissions.some((own) => hasNewTimeline || !before.covers(own));
}
