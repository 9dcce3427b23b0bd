import type { ThemeChangeRequest } from "../../generated/payloads.js";
import type { HostOptions } from "./options.js";

const version = "org.matrix.msc2873";

/** What an appearance needs of its session. */
interface Owner {
  readonly options: HostOptions;
  readonly isEstablished: boolean;
  readonly since: number | undefined;
  push(action: string, data: object): void;
  knows(version: string): boolean;
}

/** The visibility, theme and language, of which the widget is told changes. */
export class Appearance {
  readonly #owner: Owner;
  /** What each document assumes at first, by action. */
  readonly #initial: ReadonlyMap<string, object>;
  #told: Map<string, object>;
  readonly #current: Map<string, object>;

  constructor(owner: Owner) {
    this.#owner = owner;
    const { theme, language }: { theme?: ThemeChangeRequest; language?: string } = owner.options;
    this.#initial = new Map<string, object>([
      ["visibility", { visible: true }],
      ["theme_change", theme ?? {}],
      ["language_change", language === undefined ? {} : { lang: language }],
    ]);
    this.#told = new Map(this.#initial);
    this.#current = new Map(this.#initial);
  }

  set(action: string, data: object): void {
    this.#current.set(action, data);
    this.show();
  }

  /** Begins a new epoch. */
  restart(): void {
    this.#told = new Map(this.#initial);
  }

  /** Tells the widget what has changed. */
  show(): void {
    if (!this.#owner.isEstablished || this.#owner.since !== undefined) return;
    for (const [action, data] of this.#current) {
      const isTold = JSON.stringify(data) === JSON.stringify(this.#told.get(action));
      if (isTold || (action !== "visibility" && !this.#owner.knows(version))) continue;
      this.#told.set(action, data);
      this.#owner.push(action, data);
    }
  }
}
