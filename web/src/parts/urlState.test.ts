import { expect, test } from "vitest";
import { readState, writeState } from "./urlState";

const defaults = { search: "", state: "open", skip: "0" };

test("absent parameters are the defaults", () => {
  expect(readState(new URLSearchParams("search=bike"), defaults)).toEqual({ search: "bike", state: "open", skip: "0" });
});

test("a default is never written, and foreign parameters stay", () => {
  const after = writeState(new URLSearchParams("filter=a:eq:1&filter=b:eq:2&skip=100"), { state: "dismissed", skip: "0" }, defaults);
  expect(after.toString()).toBe("filter=a%3Aeq%3A1&filter=b%3Aeq%3A2&state=dismissed");
});
