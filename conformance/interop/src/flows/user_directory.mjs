import { MatrixCapabilities as Known, WidgetApiFromWidgetAction } from "matrix-widget-api";
import { BOB } from "../world.mjs";

const ACTION = WidgetApiFromWidgetAction.MSC3973UserDirectorySearch;

export default async function (open) {
  const session = await open({ capabilities: [Known.MSC3973UserDirectorySearch] }).negotiate();
  const { widget } = session;
  const search = (data) => session.raw(widget, ACTION, data);
  const bad = (data, why) => session.bad(widget, ACTION, data, why);

  await session.answered(
    () => widget.searchUserDirectory("bo"),
    () => widget.searchUserDirectory("bo", 1),
    () => widget.searchUserDirectory("", 0),
    search({ search_term: "bo", limit: null }),
    search({ search_term: "bo", "org.example.extra": true }),
  );
  await session.refused(
    () => widget.searchUserDirectory("bo", -1),
    bad({}, "search_term is missing"),
    bad({ limit: 5 }, "search_term is missing"),
    bad({ search_term: null }, "search_term is null"),
    bad({ search_term: 5 }, "search_term is a number"),
    bad({ search_term: ["bo"] }, "search_term is an array"),
    bad("bo", "data is a string"),
    bad(["bo"], "data is an array"),
  );
  await session.unanswered(bad(undefined, "data is absent, so search_term is missing"));
  // The client does not check these types.
  await session.answered(
    bad({ search_term: "bo", limit: "5" }, "limit is a string"),
    bad({ search_term: "bo", limit: 1.5 }, "limit is not an integer"),
    bad({ search_term: "bo", limit: true }, "limit is a boolean"),
  );

  const searchAll = () => widget.searchUserDirectory("bo");
  await session.failing("searchUserDirectory", searchAll);
  const useless = [undefined, {}, { limited: false, results: [null] }];
  await session.giving("searchUserDirectory", searchAll, useless, "refused");
  await session.sloppy("searchUserDirectory", ACTION, searchAll, [
    [{ results: [] }, "limited is missing"],
    [{ limited: "no", results: [{ userId: BOB }] }, "limited is a string"],
    [{ limited: false, results: [{ user_id: BOB }] }, "results[0].user_id is missing"],
  ]);

  const bare = await open({ widgetId: "bare" }).negotiate();
  await bare.refused(
    () => bare.widget.searchUserDirectory("bo"),
    bare.bad(bare.widget, ACTION, {}, "search_term is missing"),
  );
}
