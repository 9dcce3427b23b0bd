// Asks TypeScript's language service, which editors use, what it suggests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import ts from "typescript-5.9";

const file = fileURLToPath(new URL("types/completion.ts", import.meta.url));

/** Returns the suggestions at the `|` in a source text, with their documentation. */
function suggestions(text) {
  const [before, after] = text.split("|");
  const source = before + after;
  const service = ts.createLanguageService({
    directoryExists: ts.sys.directoryExists,
    readFile: ts.sys.readFile,
    getCurrentDirectory: ts.sys.getCurrentDirectory,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "",
    getScriptSnapshot: (path) => ts.ScriptSnapshot.fromString(path === file ? source : (ts.sys.readFile(path) ?? "")),
    getCompilationSettings: () => ({ strict: true, module: ts.ModuleKind.NodeNext, types: [] }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
  });
  const { entries } = service.getCompletionsAtPosition(file, before.length, {});
  const details = (name) => service.getCompletionEntryDetails(file, before.length, name, {}, undefined, {}, undefined);
  return entries.map(({ name }) => ({
    name: name.replaceAll('"', ""),
    get documentation() {
      return ts.displayPartsToString(details(name).documentation);
    },
  }));
}

for (const [what, source] of [
  ["isAction", `import * as api from "matrix-widget-protocol"; declare const message: api.Message; api.isAction(message, "fromWidget", "|");`],
  ["checkData", `import { checkData } from "matrix-widget-protocol"; checkData("fromWidget", "|", {});`],
  ["actionInfo", `import { actionInfo } from "matrix-widget-protocol"; actionInfo("fromWidget", "|");`],
  [
    "a map of handlers",
    `import type { Actions, Direction } from "matrix-widget-protocol";
     type Handlers<Api extends Direction> = { [Name in keyof Actions[Api]]?: () => void };
     const handlers: Handlers<"fromWidget"> = { | };`,
  ],
]) {
  test(`editors suggest the unstable names for ${what}`, () => {
    const suggested = suggestions(source);
    const names = suggested.map(({ name }) => name);
    assert.ok(names.includes("org.matrix.msc2931.navigate") && names.includes("send_event"), `${names}`);
    assert.ok(!names.includes("navigate") && !names.includes("read_events"), `${names}`);
    if (what !== "a map of handlers") return;
    const { documentation } = suggested.find(({ name }) => name === "send_event");
    assert.match(documentation, /^`send_event`: sends an event/);
  });
}
