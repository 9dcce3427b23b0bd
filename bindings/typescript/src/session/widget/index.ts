/**
 * The session of a widget.
 *
 * @module
 */

export type { StateChange } from "./state.js";
export type * from "./types.js";
export { startWidget } from "./widget.js";
