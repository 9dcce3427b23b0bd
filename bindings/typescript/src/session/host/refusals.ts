import type { CustomBody } from "../../transport/types.js";
import type { Limits } from "./options.js";

/** Returns the error of well-formed data that has values out of range. */
export function refusal(method: string, data: CustomBody, limits: Limits): string | undefined {
  const { limit, delay, parent_delay_id, sticky_duration_ms, state_key, timeout_ms, uri, content_uri, file, type } = data;
  switch (method) {
    case "sendEvent":
      if (isGiven(parent_delay_id) && !isGiven(delay)) return "data.parent_delay_id: requires `delay`";
      if (isGiven(sticky_duration_ms) && isGiven(state_key)) return "data.sticky_duration_ms: a state event cannot be sticky";
      return negative("delay", delay) ?? negative("sticky_duration_ms", sticky_duration_ms);
    case "readEvents":
      return tooLow(limit, 1);
    case "readRelations":
    case "searchUserDirectory":
    case "readAccountData":
      return tooLow(limit, 0);
    case "navigate":
      return matrixLink.test(String(uri)) ? undefined : "data.uri: expected a matrix.to or matrix: link";
    case "downloadFile":
      return mxcUri.test(String(content_uri))
        ? negative("timeout_ms", timeout_ms)
        : "data.content_uri: expected a URI of the form `mxc://server/media`";
    case "uploadFile":
      return sizeOf(file) > limits.uploadSize ? "data.file: the file is too large" : undefined;
    case "sendToDevice":
      return isKeyTraffic(String(type)) ? "data.type: widgets cannot send keys or verification requests" : undefined;
    default:
      return undefined;
  }
}

const mxcUri = /^mxc:\/\/[A-Za-z0-9.:[\]-]{1,249}\/[A-Za-z0-9_-]+$/;

/** A `https://matrix.to/#/…` or `matrix:` link to a room, an event or a user. */
const matrixLink =
  /^(?:https:\/\/matrix\.to\/#\/(?:[!#@]|%2[13]|%40)[^/?]+(?:\/(?:\$|%24)[^/?]+)?\/?(?:\?.*)?|matrix:(?:\/\/[^/?#]*\/)?(?:u|user|r|room|roomid)\/[^/?#]+(?:\/(?:e|event)\/[^/?#]+)?(?:\?[^#]*)?)$/i;

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function negative(name: string, value: unknown): string | undefined {
  return Number(value) < 0 ? `data.${name}: expected a non-negative duration, found a negative number` : undefined;
}

function tooLow(limit: unknown, least: number): string | undefined {
  const isTooLow = isGiven(limit) && Number(limit) < least;
  return isTooLow ? `data.limit: expected an integer of at least ${least}, found an out-of-range number` : undefined;
}

/** Returns the size of a file in bytes, or its length if it is a text. */
function sizeOf(file: unknown): number {
  const { size, byteLength, length } = Object(file) as { size?: unknown; byteLength?: unknown; length?: unknown };
  return Number(size ?? byteLength ?? length ?? 0);
}

/** Returns `true` for to-device messages that carry keys or verify devices, which widgets neither send nor receive. */
export function isKeyTraffic(type: string): boolean {
  return /^(?:m\.(?:secret|key\.verification)\..*|m\.(?:room_key|forwarded_room_key|room_key_request|room\.encrypted|dummy)|(?:m|org\.matrix)\.room_key\.withheld)$/s.test(
    type,
  );
}
