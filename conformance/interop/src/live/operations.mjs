import { OPENID } from "../world.mjs";

/** The operations of a host's driver by name, done by the driver of the npm package. */
export const OPERATIONS = {
  async sendEvent(driver, data, [room]) {
    const { type, content, state_key: key, delay, sticky_duration_ms: duration } = data;
    const sent = await (delay !== undefined && duration
      ? driver.sendDelayedStickyEvent(delay, duration, type, content, room)
      : delay !== undefined
        ? driver.sendDelayedEvent(delay, type, content, key ?? null, room)
        : duration
          ? driver.sendStickyEvent(duration, type, content, room)
          : driver.sendEvent(type, content, key ?? null, room));
    return { room_id: sent.roomId, event_id: sent.eventId, delay_id: sent.delayId };
  },

  readTimeline: (driver, { type, msgtype, state_key: key, limit, since }, rooms) =>
    events(rooms, (room) => driver.readRoomTimeline(room, type, msgtype, any(key), limit ?? 0, since)),

  readState: (driver, { type, state_key: key }, rooms) =>
    events(rooms, (room) => driver.readRoomState(room, type, any(key))),

  readStickyEvents: (driver, _, rooms) => events(rooms, (room) => driver.readStickyEvents(room)),

  readRoomAccountData: (driver, { type }, rooms) => events(rooms, () => driver.readRoomAccountData(type)),

  async readRelations(driver, data, [room]) {
    const { event_id: id, rel_type: relation, event_type: type, from, to, limit, direction } = data;
    const read = await driver.readEventRelations(id, room, relation, type, from, to, limit, direction);
    return { chunk: read.chunk, prev_batch: read.prevBatch, next_batch: read.nextBatch };
  },

  sendToDevice: (driver, { type, encrypted, messages }) => driver.sendToDevice(type, encrypted, messages),

  updateDelayedEvent(driver, { delay_id: id, action }) {
    const methods = { cancel: "cancelScheduledDelayedEvent", restart: "restartScheduledDelayedEvent" };
    return driver[methods[action] ?? "sendScheduledDelayedEvent"](id);
  },

  async searchUserDirectory(driver, { search_term: term, limit }) {
    const { limited, results } = await driver.searchUserDirectory(term, limit);
    const user = ({ userId, displayName, avatarUrl }) => ({
      user_id: userId,
      display_name: displayName,
      avatar_url: avatarUrl,
    });
    return { limited, results: results.map(user) };
  },

  uploadFile: async (driver, { file }) => ({ content_uri: (await driver.uploadFile(file)).contentUri }),
  downloadFile: (driver, { content_uri: uri }) => driver.downloadFile(uri),
  getMediaConfig: (driver) => driver.getMediaConfig(),
  getRtcTransports: (driver) => driver.getRtcTransports(),
  getLivekitToken: (driver, data) => driver.getRtcLivekitToken(data),
  delegateDelayedLeave: (driver, data) => driver.delegateRtcLivekitDelayedLeave(data),
  navigate: (driver, { uri }) => driver.navigate(uri),
  turnServers: (driver) => driver.getTurnServers(),
  openId: () => ({ state: "allowed", ...OPENID }),
  setAlwaysOnScreen: () => ({ success: true }),
  sendSticker: () => ({}),
};

/** Returns the driver's state key: `true` on the wire stands for all state keys. */
function any(key) {
  return key === true ? undefined : key;
}

async function events(rooms, read) {
  const lists = await Promise.all(rooms.map(read));
  return { events: lists.flat() };
}
