import { WidgetDriver } from "matrix-widget-api";
import { events, LOBBY, ROOM } from "./world.mjs";

/** What a homeserver answered in place of a result. */
export class MatrixError extends Error {
  constructor(status, response, { headers = {}, url = "" } = {}) {
    super(response.error);
    this.details = { http_status: status, http_headers: headers, url, response };
  }
}

/** A client that works. A flow which needs one that does not replaces the method in question. */
export class Driver extends WidgetDriver {
  #refused;
  #sent = 0;

  constructor(refused) {
    super();
    this.#refused = new Set(refused);
  }

  async validateCapabilities(requested) {
    return new Set([...requested].filter((capability) => !this.#refused.has(capability)));
  }

  async sendEvent(type, content, stateKey, roomId) {
    return { roomId: roomId ?? ROOM, eventId: `$sent-${++this.#sent}` };
  }

  sendStickyEvent(duration, type, content, roomId) {
    return this.sendEvent(type, content, null, roomId);
  }

  async sendDelayedEvent(delay, type, content, stateKey, roomId) {
    return { roomId: roomId ?? ROOM, delayId: `delay-${++this.#sent}` };
  }

  sendDelayedStickyEvent(delay, duration, type, content, roomId) {
    return this.sendDelayedEvent(delay, type, content, null, roomId);
  }

  async readRoomTimeline(roomId, type, msgtype, stateKey, limit, since) {
    const newestFirst = events.filter((event) => event.room_id === roomId).reverse();
    const known = newestFirst.findIndex((event) => event.event_id === since);
    return newestFirst
      .slice(0, known < 0 ? undefined : known)
      .filter((event) => event.type === type)
      .filter((event) => msgtype === undefined || event.content.msgtype === msgtype)
      .filter((event) => stateKey === undefined || event.state_key === stateKey)
      .slice(0, limit || undefined);
  }

  readRoomState(roomId, type, stateKey) {
    return this.readRoomTimeline(roomId, type, undefined, stateKey);
  }

  async readStickyEvents(roomId) {
    return events.filter((event) => event.room_id === roomId && event.msc4354_sticky);
  }

  async navigate() {}

  getKnownRooms() {
    return [ROOM, LOBBY];
  }

  processError(error) {
    return error instanceof MatrixError ? { matrix_api_error: error.details } : undefined;
  }
}
