/**
 * The checks of single bodies, under the names of their types: import them as `checks` to let bundlers remove the unused ones.
 *
 * @module
 */
export * from "../generated/checks.js";
export type { Check, CheckError, Checked } from "./check.js";
export type * from "./standard.js";
