import { parseCapability } from "../../capability/parse.js";
import { CapabilitySet } from "../../capability/set.js";
import type { HostOptions, Limits } from "./options.js";
import { isKeyTraffic } from "./refusals.js";

/** The dialect of deployed widgets. */
const dialect = "msc2762";

/** Creates a set in the dialect of deployed widgets. */
export function setOf(strings: Iterable<string> & object): CapabilitySet {
  return new CapabilitySet(strings, dialect);
}

/** The length of a long capability: an event type, a state key and a room ID. */
const longest = 1024;

/** Capabilities to decide about. */
export interface Round {
  /** The new strings, in order of their first appearance. */
  readonly strings: readonly string[];
  /** Those about which the user has to decide. */
  readonly asked: readonly string[];
}

/** The capabilities that a widget has requested and been granted. */
export class Negotiation {
  readonly #options: HostOptions;
  readonly #limits: Limits;
  readonly #policy: CapabilitySet;
  /** The strings that have been decided in this epoch, in order of their first appearance. */
  #decided: string[] = [];
  granted = setOf([]);
  /** The strings that the user has approved in earlier epochs. */
  #remembered = setOf([]);
  /** The round whose prompt is open. */
  open: { readonly round: Round; readonly controller: AbortController } | undefined;
  /** The strings that were requested while the prompt was open. */
  gathered: string[] | undefined;

  constructor(options: HostOptions, limits: Limits) {
    this.#options = options;
    this.#limits = limits;
    this.#policy = setOf([...(options.approved ?? [])]);
  }

  /** Returns `true` if these strings can be added to those of this epoch, or of a new epoch, within the limits. */
  hasRoomFor(list: readonly string[], isNewEpoch: boolean): boolean {
    const own = isNewEpoch ? [] : [...this.#decided, ...(this.open?.round.strings ?? []), ...(this.gathered ?? [])];
    const all = [...new Set([...own, ...list])];
    const { capabilities } = this.#limits;
    return all.length <= capabilities && all.reduce((sum, { length }) => sum + length, 0) <= capabilities * longest;
  }

  /** Returns the round in which these strings are decided. */
  round(list: readonly string[]): Round {
    const decided = new Set(this.#decided);
    const strings = [...new Set(list)].filter((text) => !decided.has(text));
    return { strings, asked: strings.filter((text) => this.#isGrantable(text) && !this.#isApproved(text)) };
  }

  /** Adds strings to the round after the open prompt. */
  gather(list: readonly string[]): void {
    this.gathered = [...new Set([...(this.gathered ?? []), ...list])];
  }

  /** Decides a round. Only what was requested and can be granted is granted. */
  decide({ strings }: Round, approved: readonly string[]): void {
    const allowed = setOf(approved);
    const isGranted = (text: string) => this.#isGrantable(text) && (covers(allowed, text) || this.#isApproved(text));
    this.granted = setOf([...this.granted.strings, ...strings.filter(isGranted)]);
    this.#decided.push(...strings);
  }

  /** Returns all decisions of this epoch. */
  totals(): { requested: string[]; approved: string[] } {
    return { requested: [...this.#decided], approved: [...this.granted.strings] };
  }

  /** Begins a new epoch without grants, and withdraws the prompt. With `remembers`, what the user has approved needs no prompt in it. */
  restart(remembers: boolean): void {
    const kept = new Set([...this.#remembered.strings, ...this.granted.strings]);
    this.#remembered = setOf(remembers ? [...kept].filter((text) => !covers(this.#policy, text)) : []);
    this.#decided = [];
    this.granted = setOf([]);
    this.gathered = undefined;
    const { open } = this;
    this.open = undefined;
    open?.controller.abort();
  }

  #isApproved(text: string): boolean {
    return [this.#policy, this.#remembered, this.granted].some((set) => covers(set, text));
  }

  /** Returns `false` for strings that are refused without a prompt. */
  #isGrantable(text: string): boolean {
    const capability = parseCapability(text, dialect);
    const { features, customActions } = this.#options;
    switch (capability.kind) {
      case "unknown":
        return Object.values(customActions ?? {}).some((action) => action.capability === text);
      case "flag":
        if (capability.flag === "org.matrix.msc4157.send.delayed_event") return features?.includes("delayed_events") === true;
        if (capability.flag === "org.matrix.msc4407.send.sticky_event") return features?.includes("sticky_events") === true;
        return true;
      case "to_device":
        return !isKeyTraffic(capability.type);
      default:
        return true;
    }
  }
}

/** Returns `true` if the set allows what the string stands for. An unknown string stands for itself. */
/** Returns `true` if a set covers a capability. Unknown strings cover only themselves. */
export function covers(set: CapabilitySet, text: string): boolean {
  const capability = parseCapability(text, dialect);
  return capability.kind === "unknown" ? set.strings.includes(text) : set.covers(capability);
}
