import { dataChecks } from "../../generated/hostChecks.js";
import type { Limits } from "./options.js";

type Data = { readonly [member: string]: unknown };

/** Returns the error of data that does not fit its action, or that has values out of range. `action` is an unstable name. */
export function refusal(action: string, data: Data, limits: Limits): string | undefined {
  const checks: { readonly [name: string]: (value: unknown, path: string) => { error?: { message: string } | undefined } } = dataChecks;
  const check = Object.hasOwn(checks, action) ? checks[action] : undefined;
  return check?.(data, "data").error?.message ?? outOfRange(action, data, limits);
}

function outOfRange(action: string, data: Data, limits: Limits): string | undefined {
  switch (action) {
    case "send_event":
      if (isGiven(data["parent_delay_id"]) && !isGiven(data["delay"])) return "data.parent_delay_id: requires `delay`";
      if (isGiven(data["sticky_duration_ms"]) && isGiven(data["state_key"])) {
        return "data.sticky_duration_ms: a state event cannot be sticky";
      }
      return negative("delay", data) ?? negative("sticky_duration_ms", data);
    case "org.matrix.msc2876.read_events":
      return tooLow("limit", data, 1);
    case "org.matrix.msc3869.read_relations":
    case "org.matrix.msc3973.user_directory_search":
    case "org.matrix.msc3751.read_account_data":
      return tooLow("limit", data, 0);
    case "org.matrix.msc2931.navigate":
      return isMatrixLink(String(data["uri"])) ? undefined : "data.uri: expected a matrix.to or matrix: link";
    case "org.matrix.msc4039.download_file": {
      const isMxc = /^mxc:\/\/[A-Za-z0-9.:[\]-]{1,249}\/[A-Za-z0-9_-]+$/.test(String(data["content_uri"]));
      return isMxc ? negative("timeout_ms", data) : "data.content_uri: expected a URI of the form `mxc://server/media`";
    }
    case "org.matrix.msc4039.upload_file":
      return sizeOf(data["file"]) > limits.uploadSize ? "data.file: the file is too large" : undefined;
    case "send_to_device":
      return isKeyTraffic(String(data["type"])) ? "data.type: widgets cannot send keys or verification requests" : undefined;
    default:
      return undefined;
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function negative(name: string, data: Data): string | undefined {
  const isNegative = isGiven(data[name]) && Number(data[name]) < 0;
  return isNegative ? `data.${name}: expected a non-negative duration, found a negative number` : undefined;
}

function tooLow(name: string, data: Data, least: number): string | undefined {
  const isTooLow = isGiven(data[name]) && Number(data[name]) < least;
  return isTooLow ? `data.${name}: expected an integer of at least ${least}, found an out-of-range number` : undefined;
}

/** Returns `true` for a `https://matrix.to/#/…` or `matrix:` link to a room, an event or a user. */
function isMatrixLink(uri: string): boolean {
  return (
    /^https:\/\/matrix\.to\/#\/(?:[!#@]|%2[13]|%40)[^/?]+(?:\/(?:\$|%24)[^/?]+)?\/?(?:\?.*)?$/i.test(uri) ||
    /^matrix:(?:\/\/[^/?#]*\/)?(?:u|user|r|room|roomid)\/[^/?#]+(?:\/(?:e|event)\/[^/?#]+)?(?:\?[^#]*)?$/i.test(uri)
  );
}

/** Returns the size of a file in bytes, or its length if it is a text. */
function sizeOf(file: unknown): number {
  const { size, byteLength, length } = Object(file) as { size?: unknown; byteLength?: unknown; length?: unknown };
  return [size, byteLength, length].find((value) => typeof value === "number") ?? 0;
}

/** Returns `true` for to-device messages that carry keys or verify devices, which widgets neither send nor receive. */
export function isKeyTraffic(type: string): boolean {
  return (
    /^m\.(?:secret|key\.verification)\./.test(type) ||
    /^(?:m\.(?:room_key|forwarded_room_key|room_key_request|room\.encrypted|dummy)|(?:m|org\.matrix)\.room_key\.withheld)$/.test(type)
  );
}
