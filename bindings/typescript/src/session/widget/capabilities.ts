import { parseCapability } from "../../capability/parse.js";
import { CapabilitySet } from "../../capability/set.js";
import { families } from "../../generated/capabilities.js";
import type { NotifyCapabilitiesRequest } from "../../generated/payloads.js";
import { WidgetError } from "../../transport/error.js";

/** A request for more capabilities that the client has not decided about. */
interface Round {
  readonly capabilities: Set<string>;
  readonly decided: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

/** What the widget has requested, and what the client has approved. */
export class Capabilities {
  /** The list that answers `capabilities`. */
  readonly list: readonly string[];
  /** The approved capabilities, or `undefined` if the client has not told them. */
  approved: CapabilitySet | undefined;
  /** All capabilities that the widget has ever requested. */
  readonly #requested: Set<string>;
  readonly #request: (capabilities: string[]) => Promise<unknown>;
  #current: Round | undefined;
  #next: Round | undefined;
  #isReady = false;

  constructor(list: readonly string[], request: (capabilities: string[]) => Promise<unknown>) {
    this.list = unstable(list);
    this.#requested = new Set(this.list);
    this.#request = request;
  }

  isApproved(capability: string): boolean {
    const { approved } = this;
    if (!approved) return false;
    return approved.strings.includes(capability) || approved.covers(parseCapability(capability, "msc2762"));
  }

  /** Adds approved capabilities, and returns the new ones. */
  notify({ requested, approved }: NotifyCapabilitiesRequest): string[] {
    const before = new Set(this.approved?.strings);
    const added = [...new Set(approved)].filter((capability) => !before.has(capability));
    this.approved = new CapabilitySet([...before, ...added], "msc2762");
    const round = this.#current;
    const all = new Set([...requested, ...unstable(requested), ...approved]);
    const set = new CapabilitySet(approved, "msc2762");
    const isDecided = (text: string) => all.has(text) || set.covers(parseCapability(text, "msc2762"));
    if (round && [...round.capabilities].every(isDecided)) this.#settle(round, round.resolve);
    return added;
  }

  /** Requests more capabilities, and returns the approved ones of them. */
  async request(capabilities: readonly string[], again: boolean): Promise<string[]> {
    const wanted = unstable(capabilities);
    const rounds = new Set<Round>();
    for (const text of wanted) {
      if (this.isApproved(text)) continue;
      let round = [this.#current, this.#next].find((round) => round?.capabilities.has(text));
      if (!round && (again || !this.#requested.has(text))) {
        round = this.#next ??= newRound();
        round.capabilities.add(text);
        this.#requested.add(text);
      }
      if (round) rounds.add(round);
    }
    this.#send();
    await Promise.all([...rounds].map(({ decided }) => decided));
    return wanted.filter((text) => this.isApproved(text));
  }

  /** Lets requests for more capabilities go. */
  ready(): void {
    this.#isReady = true;
    this.#send();
  }

  end(): void {
    for (const round of [this.#current, this.#next]) round?.reject(new WidgetError("the session has ended", {}, "gone"));
    this.#current = this.#next = undefined;
    this.#isReady = false;
  }

  #send(): void {
    const round = this.#next;
    if (!this.#isReady || this.#current || !round) return;
    this.#current = round;
    this.#next = undefined;
    const missing = [...round.capabilities].filter((text) => !this.isApproved(text));
    if (missing.length === 0) this.#settle(round, round.resolve);
    else this.#request(missing).catch((error) => this.#settle(round, () => round.reject(error)));
  }

  #settle(round: Round, settle: () => void): void {
    if (this.#current !== round) return;
    this.#current = undefined;
    settle();
    this.#send();
  }
}

function newRound(): Round {
  let resolve = () => {};
  let reject: Round["reject"] = () => {};
  const decided = new Promise<void>((onDecided, onFailed) => {
    resolve = onDecided;
    reject = onFailed;
  });
  decided.catch(() => {});
  return { capabilities: new Set(), decided, resolve, reject };
}

/** Returns each capability once, with its unstable name. */
function unstable(capabilities: readonly string[]): string[] {
  return [...new Set(capabilities.map(unstableCapability))];
}

function unstableCapability(text: string): string {
  const capability = parseCapability(text, "msc2762");
  if (capability.kind === "flag") return capability.flag;
  const colon = text.indexOf(":") + 1;
  const prefixes = families.map(({ prefixes }): readonly string[] => prefixes).find((names) => names.includes(text.slice(0, colon)));
  return prefixes && capability.kind !== "unknown" ? prefixes[0] + text.slice(colon) : text;
}
