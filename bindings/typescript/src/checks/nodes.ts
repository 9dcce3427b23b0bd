/**
 * The interpreter of the generated checks: functions that find the first fault of a value. They have the verdicts, the paths and
 * the words of the Rust crate.
 *
 * @module
 */
import { isErrorResponse } from "../guards.js";
import { eventIdFault, roomIdFault, userIdFault } from "./identifiers.js";

/** What is wrong with a value, and where, relative to the value. */
export interface Fault {
  readonly path: (string | number)[];
  readonly problem: string;
}

/** Returns the first fault of a value, or of the name of a member. A required member that is missing has the value `undefined`. */
export type Node = (value: unknown, kind?: "string" | "name") => Fault | undefined;

const fault = (problem: string): Fault => ({ path: [], problem });

const at = (step: string | number, found: Fault | undefined): Fault | undefined => {
  found?.path.unshift(step);
  return found;
};

const expected = (what: string, value: unknown, found = kindOf(value)): Fault =>
  fault(value === undefined ? "missing field" : `expected ${what}, found ${found}`);

const hasLoneSurrogate = (text: string): boolean => /\p{Cs}/u.test(text);

/** Returns a node that is created when it is used, so that a module creates nothing when it is loaded. */
export function lazy(make: () => Node): Node {
  let node: Node | undefined;
  return (...value) => (node ??= make())(...value);
}

/** Any value. */
export const any: Node = (value) => (value === undefined ? expected("", value) : undefined);

export const boolean: Node = (value) => (typeof value === "boolean" ? undefined : expected("a boolean", value));

export const string: Node = (value, kind = "string") =>
  typeof value !== "string"
    ? expected("a string", value)
    : hasLoneSurrogate(value)
      ? fault(`lone surrogate in a ${kind}`)
      : undefined;

/** An object with any members. */
export const record: Node = (value) => (isObject(value) ? undefined : expected("an object", value));

/** An integer in a range. By default, JavaScript can represent it exactly. */
export function integer(least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Node {
  return (value) => {
    if (typeof value !== "number") return expected("an integer", value);
    if (Number.isInteger(value) && value >= least && value <= most) return undefined;
    const isInRange = value % 1 !== 0 && Math.abs(value) !== Infinity;
    return expected("an integer", value, isInRange ? "a non-integer number" : "an out-of-range number");
  };
}

/** A string that is one of several. */
export function oneOf(...names: string[]): Node {
  const quoted = names.map((name) => `\`${name}\``);
  const list = names.length === 2 ? quoted.join(" or ") : `one of ${quoted.join(", ")}`;
  return (value) => string(value) ?? (names.includes(value as string) ? undefined : expected(list, value, "another string"));
}

/** A member that may be missing or null. */
export function optional(node: Node): Node {
  return (value) => (value === undefined || value === null ? undefined : node(value));
}

export function list(item: Node, what = "an array"): Node {
  return (value) => {
    if (!Array.isArray(value)) return expected(what, value);
    for (let index = 0; index < value.length; index++) {
      const found = item(value[index]);
      if (found) return at(index, found);
    }
    return undefined;
  };
}

/** An object with members of any names that `name` accepts. */
export function map(item: Node, name: Node = string): Node {
  return (value) => {
    if (!isObject(value)) return record(value);
    for (const key of Object.keys(value)) {
      const found = name(key, "name") ?? item(value[key]);
      if (found) return at(key, found);
    }
    return undefined;
  };
}

/**
 * An object with these members, and other members of any names that `others` accepts. The first fault is that of the first faulty
 * member in JavaScript's order, in which names that are integers come first, and otherwise of the first missing member of the type.
 */
export function object(members: { readonly [name: string]: Node }, others: Node = () => undefined): Node {
  return (value) => {
    if (!isObject(value)) return record(value);
    for (const name of Object.keys(value)) {
      const found = Object.hasOwn(members, name) ? members[name]?.(value[name]) : others(name, "name");
      if (found) return at(name, found);
    }
    for (const name of Object.keys(members)) {
      const found = isEnumerable(value, name) ? undefined : members[name]?.(undefined);
      if (found) return at(name, found);
    }
    return undefined;
  };
}

/** An object that also has one of these optional members. */
export function withOneOf(node: Node, ...names: string[]): Node {
  return (value) =>
    node(value) ??
    (names.some((name) => isPresent(value, name))
      ? undefined
      : fault(`missing field ${names.map((name) => `\`${name}\``).join(" or ")}`));
}

/** An object that also has some optional members if `tag` has a certain value. */
export function withTagged(node: Node, tag: string, required: { readonly [value: string]: readonly string[] }): Node {
  return (value) => {
    const found = node(value);
    if (found) return found;
    const missing = required[(value as { [tag: string]: string })[tag] ?? ""]?.find((name) => !isPresent(value, name));
    return missing === undefined ? undefined : at(missing, expected("", undefined));
  };
}

const identifier =
  (what: string, reasonOf: (id: string) => string | undefined): Node =>
  (value, kind) => {
    const found = string(value, kind);
    if (typeof value !== "string") return found;
    const reason = found?.problem ?? reasonOf(value);
    return reason === undefined ? undefined : fault(`invalid ${what}: ${reason}`);
  };

export const RoomId: Node = /* @__PURE__ */ identifier("room ID", roomIdFault);
export const UserId: Node = /* @__PURE__ */ identifier("user ID", userIdFault);
export const EventId: Node = /* @__PURE__ */ identifier("event ID", eventIdFault);

export const DeviceIdOrAllDevices: Node = (value, kind) =>
  string(value, kind) ?? (value === "" ? expected("a device ID or `*`", value, "another string") : undefined);

export const CapabilityList: Node = /* @__PURE__ */ list(string, "an array of strings");

export const StateKeySelector: Node = (value) =>
  typeof value === "string"
    ? string(value)
    : value === true
      ? undefined
      : expected("a string or `true`", value, value === false ? "`false`" : undefined);

export const RoomSelector: Node = (value) => {
  if (value === "*") return undefined;
  if (Array.isArray(value)) return list(RoomId)(value);
  const isString = typeof value === "string";
  return (isString && string(value)) || expected("an array of room IDs or `*`", value, isString ? "another string" : undefined);
};

export const ErrorResponse: Node = (value) =>
  record(value) ?? (isErrorResponse(value) ? undefined : fault("expected an object `error` with a string `message`"));

/** Returns `true` if a value is an object as in JSON, and not a `Blob`, a `Map` or binary data, which `postMessage` also transfers. */
function isObject(value: unknown): value is { [name: string]: unknown } {
  return Object.prototype.toString.call(value) === "[object Object]";
}

function isEnumerable(value: unknown, name: string): boolean {
  return Object.prototype.propertyIsEnumerable.call(value, name);
}

function isPresent(value: unknown, name: string): boolean {
  return isEnumerable(value, name) && ((value as { [name: string]: unknown })[name] ?? null) !== null;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (typeof value !== "object") return `a ${typeof value}`;
  return Array.isArray(value) ? "an array" : isObject(value) ? "an object" : "an unsupported object";
}
