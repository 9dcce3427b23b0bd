/**
 * The Matrix Widget API in TypeScript: the types of all messages, type guards, the registry of actions,
 * capabilities, the URLs of widgets, and the profile of Element Call.
 *
 * @module
 */
export * from "./actions.js";
export { parseCapability } from "./capability/parse.js";
export { printCapability } from "./capability/print.js";
export { isRoomId } from "./capability/room.js";
export { CapabilitySet, type EventQuery, eventQuery } from "./capability/set.js";
export type * from "./capability/types.js";
export type { Check, CheckError, Checked } from "./checks/check.js";
export * from "./checks/guards.js";
export { checkData, checkResponse } from "./checks/message.js";
export type * from "./checks/standard.js";
export * from "./elementCall/capabilities.js";
export * from "./elementCall/parameters.js";
export type * from "./envelope.js";
export * from "./generated/index.js";
export * from "./guards.js";
export * from "./parameters.js";
export * from "./permissions/index.js";
export * from "./urlTemplate.js";
