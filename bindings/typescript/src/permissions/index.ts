export * from "./build.js";
export { type Coverage, coverage, missingCapability, type WidgetRequest } from "./coverage.js";
export { describeCapability, type Description } from "./describe.js";
export * from "./filter.js";
export type { Missing } from "./missing.js";
