/**
 * Types of files that `postMessage` can transfer: the types of TypeScript's `dom` library, or `unknown` if they are not declared.
 *
 * @module
 */

/** The instance type of a global class, or `Otherwise` if the class is not declared. */
type Instance<Name extends string, Otherwise> = typeof globalThis extends { [key in Name]: { prototype: infer Type } }
  ? Type
  : Otherwise;

/** The platform's `Blob`, or `unknown`. */
export type Blob = Instance<"Blob", unknown>;

/** The platform's `XMLHttpRequestBodyInit`, or `unknown`. */
export type XMLHttpRequestBodyInit = typeof globalThis extends {
  XMLHttpRequest: { prototype: { send(body?: infer Body): void } };
}
  ? Exclude<Body, Instance<"Document", never> | null | undefined>
  : unknown;

/** The platform's `AbortSignal`, or `unknown`. */
export type AbortSignal = Instance<"AbortSignal", unknown>;
