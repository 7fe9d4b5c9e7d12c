import createClient from "openapi-fetch";
import type { paths } from "./schema";
import type { Problem } from "./types";

/** A refusal of the server: problem+json, with a hint where a cause is likely. */
export class ApiProblem extends Error {
  readonly problem: Partial<Problem>;

  constructor(problem: Partial<Problem>) {
    super(problem.detail || problem.title || "The server refused the request.");
    this.name = "ApiProblem";
    this.problem = problem;
  }
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiProblem({ title: "The server cannot be reached.", hint: "Maybe it was stopped, or the network is down." });
  }
}

export const client = createClient<paths>({ fetch: reach });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

let signedOut = () => {};

/** Says what happens when the server knows nobody behind a request any more. */
export function onSignedOut(listener: () => void) {
  signedOut = listener;
}

/** The data of an answer; a refusal is thrown as an ApiProblem. */
export async function answer<T>(request: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (response.ok) return data as T;
  if (response.status === 401) signedOut();
  const problem = typeof error === "object" && error !== null ? (error as Problem) : undefined;
  throw new ApiProblem(
    problem?.title ? problem : { status: response.status, title: `The server answered ${response.status} ${response.statusText}.` },
  );
}

/** The address of a file to download, with its query; empty values are left out. */
export function download(
  path: keyof paths,
  options: { name?: string; query?: Record<string, string | number | null | undefined> } = {},
): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(options.query ?? {})) if (value) parameters.set(key, String(value));
  const text = parameters.toString();
  return path.replace("{name}", encodeURIComponent(options.name ?? "")) + (text ? `?${text}` : "");
}
