import { shown } from "../shown.js";
import { type Fault, type Node, lazy } from "./nodes.js";
import type { StandardSchema } from "./standard.js";

/** The checked value, which is not copied, or the error of a value that differs from its type. */
export type Checked<Value> =
  | { readonly value: Value; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: CheckError };

/** The place and the problem of a value that differs from its type. Contains no values, because a value can be a secret. */
export interface CheckError {
  /** The path of the malformed value: `data.capabilities[3]`. */
  readonly path: string;
  /** The path and the problem, as an error response may contain them: `data.capabilities[3]: expected a string, found a number`. */
  readonly message: string;
}

/** A check of a body or a part of a body, and a Standard Schema. */
export interface Check<Value> extends StandardSchema<Value> {
  /**
   * Returns the value if it has the type, and otherwise an error. Unknown members are allowed and kept.
   *
   * `path` is the path of the value in errors, such as `data`.
   */
  (value: unknown, path?: string): Checked<Value>;
}

/** Creates the check of a body. */
export function check<Value>(make: () => Node): Check<Value> {
  const node = lazy(make);
  const find = (value: unknown): Fault | undefined => {
    try {
      return node(value);
    } catch {
      return { path: [], problem: "unreadable value" }; // a getter or a proxy has thrown
    }
  };
  return Object.assign(
    (value: unknown, path = ""): Checked<Value> => {
      const fault = find(value);
      return fault === undefined ? { value: value as Value } : { error: located(fault, path) };
    },
    {
      "~standard": {
        version: 1 as const,
        vendor: "matrix-widget-protocol",
        validate: (value: unknown) => {
          const fault = find(value);
          return fault === undefined
            ? { value: value as Value }
            : { issues: [{ path: fault.path, message: fault.problem }] };
        },
      },
    },
  );
}

function located({ path: steps, problem }: Fault, root: string): CheckError {
  let path = root;
  for (const step of steps) {
    path += typeof step === "number" ? `[${step}]` : (path && ".") + shown(step);
  }
  return { path, message: path && `${path}: ` + problem || problem };
}
