// Test data from other parts of the repository: handwritten fixtures, and recordings of the reference implementation.
import { readFileSync, readdirSync } from "node:fs";

const root = new URL("../../../", import.meta.url);

export const json = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));

const files = (folder, ending) =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith(ending))
    .map((file) => folder + file);

/** The directions, names, requests and responses of all actions. */
export const actions = Object.entries({ fromWidget: "from_widget", toWidget: "to_widget" }).flatMap(
  ([direction, folder]) =>
    files(`crates/matrix-widget-protocol/tests/fixtures/actions/${folder}/`, ".json").map((file) => {
      const { names, request, response } = json(file);
      return { direction, names, request, response };
    }),
);

const faults = ["requests", "responses"].flatMap((kind) => json(`conformance/interop/recordings/bad-${kind}.json`));

/** The recorded messages, each with the fault of its body, if any. */
export const recordings = files("conformance/interop/recordings/", ".jsonl").flatMap((file) => {
  const lines = readFileSync(new URL(file, root), "utf8").trimEnd().split("\n");
  const isAt = ({ flow, line }, index) => file.endsWith(`/${flow}.jsonl`) && line === index + 1;
  return lines.map((text, index) => ({
    message: JSON.parse(text),
    fault: faults.find((fault) => isAt(fault, index))?.why,
  }));
});

/** Reads a file of capability test vectors. */
export const vectors = (name) => json(`crates/matrix-widget-capability/tests/vectors/${name}.json`);

/** Reads a file of test vectors of requests and their answers. */
export const protocolVectors = (name) => json(`crates/matrix-widget-protocol/tests/vectors/${name}.json`);
