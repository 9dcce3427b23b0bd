import { type CapabilitySet, eventQuery } from "../../capability/set.js";
import type { MatrixEvent, ThemeChangeRequest } from "../../generated/payloads.js";
import { WidgetError } from "../../transport/error.js";
import type { CustomBody } from "../../transport/types.js";
import { notEstablished } from "./core.js";
import type { HostSession, Push } from "./options.js";
import { isKeyTraffic } from "./refusals.js";
import type { Host } from "./session.js";

/** What the application may do in a session. */
export class Client implements HostSession {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  get granted(): CapabilitySet {
    return this.#host.rights.granted;
  }

  get closed(): Promise<CustomBody> {
    return this.#host.closed;
  }

  frameLoaded(): void {
    this.#host.frameLoaded();
  }

  viewRoom(room: string | null): void {
    this.#host.viewRoom(room ?? undefined);
  }

  joinRoom(room: string): void {
    this.#host.joinRoom(room);
  }

  leaveRoom(room: string): void {
    this.#host.known.delete(room);
  }

  pushEvent(room: string, event: MatrixEvent): Push {
    const { rights, sticky } = this.#host;
    const own: MatrixEvent = { ...event, room_id: room };
    const { event_id: id } = own;
    const mayReceive = typeof id === "string" && id.startsWith("$") && rights.granted.mayReceive(eventQuery(own), rights.viewed);
    return this.#push("send_event", own, mayReceive, () => sticky.isNew(own));
  }

  pushState(events: readonly MatrixEvent[]): Push {
    return this.#host.isEstablished ? this.#host.state.push(events) : "notReady";
  }

  pushToDevice({ type, sender, content }: { type: string; sender: string; content: object }, encrypted: boolean): Push {
    const mayReceive = this.granted.mayReceiveToDevice(type) && !isKeyTraffic(type);
    return this.#push("send_to_device", { type, sender, content, encrypted }, mayReceive);
  }

  #push(action: string, data: object, mayReceive: boolean, isNew = () => true): Push {
    const { isEstablished, limits, wire } = this.#host;
    if (!isEstablished) return "notReady";
    if (!mayReceive) return "notAllowed";
    if (wire.held >= limits.held) return "full";
    if (!isNew()) return "duplicate";
    this.#host.push(action, data);
    return "sent";
  }

  setVisible(visible: boolean): void {
    this.#host.appearance.set("visibility", { visible });
  }

  setTheme(theme: ThemeChangeRequest): void {
    this.#host.appearance.set("theme_change", theme);
  }

  setLanguage(language: string): void {
    this.#host.appearance.set("language_change", { lang: language });
  }

  request(action: string, data: object): Promise<never> {
    return this.requestCustom(action, data as CustomBody) as Promise<never>;
  }

  async requestCustom(action: string, data: CustomBody): Promise<CustomBody> {
    const { isEstablished, limits, wire } = this.#host;
    const flag = "m.capability.screenshot";
    if (!isEstablished) throw new WidgetError(notEstablished, {}, "gone");
    if (action === "screenshot" && !this.granted.may(flag)) throw new WidgetError(`the widget lacks the capability ${flag}`);
    return wire.forDocument.add(action, data, { timeout: limits.answer });
  }

  click(button: string): void {
    const { buttons, hasEnded } = this.#host;
    const what = hasEnded ? undefined : buttons?.click(button);
    if (what === "tell") this.#host.push("button_clicked", { id: button });
    if (what === "close") this.end();
  }

  end(): void {
    this.#host.end();
  }
}
