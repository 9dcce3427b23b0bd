import { parseWith } from "../../capability/parse.js";
import type { ParsedCapability } from "../../capability/types.js";
import { families } from "../../generated/capabilities.js";
import type { NotifyCapabilitiesRequest } from "../../generated/payloads.js";
import { gone } from "../../transport/error.js";
import { type Deferred, deferred } from "./deferred.js";

/** A request for more capabilities that the client has not decided about. */
interface Round extends Deferred<void> {
  readonly capabilities: Set<string>;
}

/** Parses a capability of deployed software. Room IDs are not validated, because the client does. */
export function parse(text: string): ParsedCapability {
  return parseWith(text, () => true);
}

/** Keeps the capabilities that the widget has requested and the client has approved. */
export function createCapabilities(list: readonly string[], send: (capabilities: string[]) => Promise<unknown>) {
  const first = unstable(list);
  /** All capabilities that the widget has ever requested. */
  const everRequested = new Set(first);
  let approved: ReadonlySet<string> | undefined;
  let current: Round | undefined;
  let next: Round | undefined;
  let isReady = false;

  const isApproved = (text: string): boolean => covers([...(approved ?? [])], text);

  function sendNext(): void {
    if (!isReady || current || !next) return;
    const round = (current = next);
    next = undefined;
    const missing = [...round.capabilities].filter((text) => !isApproved(text));
    if (missing.length > 0) send(missing).catch((error) => settle(round, () => round.reject(error)));
    else settle(round, round.resolve);
  }

  function settle(round: Round, settle: () => void): void {
    if (current !== round) return;
    current = undefined;
    settle();
    sendNext();
  }

  return {
    /** The list that answers `capabilities`. */
    list: first,
    isApproved,
    /** The approved capabilities, or `undefined` if the client has not told them. */
    approved: () => approved && [...approved],

    /** Adds approved capabilities, and returns the new ones. */
    notify({ requested, approved: list }: NotifyCapabilitiesRequest): string[] {
      const before = approved;
      approved = new Set([...(before ?? []), ...list]);
      const decided = [...requested, ...unstable(requested)];
      const round = current;
      if (round && [...round.capabilities].every((text) => decided.includes(text) || covers(list, text)))
        settle(round, round.resolve);
      return [...approved].filter((text) => !before?.has(text));
    },

    /** Requests more capabilities, and returns the approved ones of them. */
    async request(capabilities: readonly string[], again: boolean): Promise<string[]> {
      const wanted = unstable(capabilities);
      const rounds = new Set<Round>();
      for (const text of wanted) {
        if (isApproved(text)) continue;
        let round = [current, next].find((round) => round?.capabilities.has(text));
        if (!round && (again || !everRequested.has(text))) {
          round = next ??= { ...deferred<void>(), capabilities: new Set() };
          round.capabilities.add(text);
          everRequested.add(text);
        }
        if (round) rounds.add(round);
      }
      sendNext();
      for (const { promise } of rounds) await promise;
      return wanted.filter(isApproved);
    },

    /** Lets requests for more capabilities go. */
    ready(): void {
      isReady = true;
      sendNext();
    },

    /** Fails the undecided requests. Further ones fail because they cannot be sent. */
    end(): void {
      for (const round of [current, next]) round?.reject(gone());
      current = next = undefined;
      isReady = true;
    },
  };
}

/** Returns `true` if a capability is in a list, or allowed by one of the list. It agrees with `CapabilitySet.covers`. */
export function covers(list: readonly string[], text: string): boolean {
  const { kind, ...wanted }: Parts = { ...parse(text) };
  return list.some((other) => {
    const granted: Parts = { ...parse(other) };
    const isAny = (name: string, any?: string) => granted[name] === any || granted[name] === wanted[name];
    return (
      other === text ||
      (kind !== "unknown" &&
        granted.kind === kind &&
        granted["flag"] === wanted["flag"] &&
        granted["type"] === wanted["type"] &&
        (granted["direction"] === wanted["direction"] ||
          (granted["direction"] === "receive" && wanted["direction"] === "read")) &&
        isAny("key") &&
        isAny("room", "*"))
    );
  });
}

type Parts = { kind: string; [name: string]: unknown };

/** Returns each capability once, with its unstable name. */
function unstable(capabilities: readonly string[]): string[] {
  return [...new Set(capabilities.map(unstableCapability))];
}

function unstableCapability(text: string): string {
  const capability = parse(text);
  if (capability.kind === "flag") return capability.flag;
  if (capability.kind === "unknown") return text;
  const colon = text.indexOf(":") + 1;
  const family = families.find(({ prefixes }: { prefixes: readonly string[] }) => prefixes.includes(text.slice(0, colon)));
  return family ? family.prefixes[0] + text.slice(colon) : text;
}
