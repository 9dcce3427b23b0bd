import { WidgetDriver } from "matrix-widget-api";
import { BOB, events, LOBBY, OPENID, relations, ROOM, SERVER, TRANSPORT, TURN } from "./world.mjs";

/** An error response of a homeserver. */
export class MatrixError extends Error {
  constructor(status, response, { headers = {}, url = "" } = {}) {
    super(response.error);
    this.details = { http_status: status, http_headers: headers, url, response };
  }
}

/** A working client. Flows replace methods of it to simulate failures. */
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

  async readEventRelations(eventId, roomId = ROOM, relationType, eventType, from, to, limit, direction) {
    const oldestFirst = relations
      .filter((event) => event.room_id === roomId)
      .filter((event) => event.content["m.relates_to"].event_id === eventId)
      .filter((event) => !relationType || event.content["m.relates_to"].rel_type === relationType)
      .filter((event) => !eventType || event.type === eventType);
    const all = direction === "f" ? oldestFirst : oldestFirst.reverse();
    // A token is the number of events before it.
    const start = Number(from ?? 0);
    const end = Math.min(start + (limit ?? all.length), Number(to ?? all.length));
    return {
      chunk: all.slice(start, end),
      prevBatch: start > 0 ? `${start}` : undefined,
      nextBatch: end < all.length ? `${end}` : undefined,
    };
  }

  async readRoomAccountData(type) {
    return [{ type, room_id: ROOM, content: { tags: { "m.favourite": { order: 0.5 } } } }];
  }

  async sendToDevice() {}

  async cancelScheduledDelayedEvent() {}

  async restartScheduledDelayedEvent() {}

  async sendScheduledDelayedEvent() {}

  askOpenID(observer) {
    observer.update({ state: "allowed", token: OPENID });
  }

  async *getTurnServers() {
    yield TURN;
  }

  async searchUserDirectory(term, limit) {
    const results = [
      { userId: BOB, displayName: "Bob", avatarUrl: `mxc://${SERVER}/bob` },
      { userId: `@nameless:${SERVER}`, displayName: null, avatarUrl: null },
      { userId: `@plain:${SERVER}` },
    ];
    return { limited: limit < results.length, results: results.slice(0, limit ?? undefined) };
  }

  async getMediaConfig() {
    return { "m.upload.size": 52_428_800 };
  }

  async uploadFile() {
    return { contentUri: `mxc://${SERVER}/uploaded` };
  }

  async downloadFile() {
    return { file: "SGVsbG8" };
  }

  async getRtcTransports() {
    return { rtc_transports: [TRANSPORT] };
  }

  async getRtcLivekitToken() {
    return { jwt: "header.payload.signature" };
  }

  async delegateRtcLivekitDelayedLeave() {
    return {};
  }

  async navigate() {}

  getKnownRooms() {
    return [ROOM, LOBBY];
  }

  processError(error) {
    return error instanceof MatrixError ? { matrix_api_error: error.details } : undefined;
  }
}
