import { readdir } from "node:fs/promises";
import { WidgetApiFromWidgetAction, WidgetApiToWidgetAction } from "matrix-widget-api";
import { frozen } from "./frozen.mjs";
import { Recording } from "./recording.mjs";
import { Session } from "./session.mjs";

const flows = new URL("flows/", import.meta.url);

/** Plays every flow, and returns the contents of the recordings by file name. */
export async function record() {
  const files = new Map();
  const bad = { request: [], response: [] };
  for (const file of (await readdir(flows)).sort()) {
    const { default: play } = await import(new URL(file, flows));
    const flow = file.replace(/\.mjs$/, "");
    const recording = await frozen((clock) => playInto(new Recording(clock), play, flow));
    files.set(`${flow}.jsonl`, recording.lines.map((line) => `${line}\n`).join(""));
    for (const kind in bad) bad[kind].push(...recording.bad[kind].map((entry) => ({ flow, ...entry })));
  }
  for (const kind in bad) files.set(`bad-${kind}s.json`, `${JSON.stringify(bad[kind], null, 2)}\n`);
  files.set("actions.json", `${JSON.stringify(declaredActions, null, 2)}\n`);
  return files;
}

/** The names of the actions that the package declares, by direction. */
const declaredActions = {
  fromWidget: Object.values(WidgetApiFromWidgetAction).sort(),
  toWidget: Object.values(WidgetApiToWidgetAction).sort(),
};

async function playInto(recording, play, flow) {
  const sessions = [];
  try {
    await play((options) => {
      const session = new Session(recording, options);
      sessions.push(session);
      return session;
    });
    recording.finish();
    return recording;
  } catch (cause) {
    throw new Error(`flow ${flow}, after line ${recording.lines.length}: ${cause.message}`, { cause });
  } finally {
    for (const session of sessions) session.close();
  }
}
