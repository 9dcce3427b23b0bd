/**
 * The Matrix Widget API as types.
 *
 * @module
 */
export type * from "./envelope.js";
export * from "./generated/index.js";
