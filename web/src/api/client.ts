import type { Problem } from "./types";

/** A refusal of the server: problem+json, with a hint where a cause is likely. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail || problem.title || "The server refused the request.");
    this.name = "ApiProblem";
    this.problem = problem;
  }
}

export const root = "/api/v1";

type Query = Record<string, string | number | boolean | null | undefined | string[]>;

export function withQuery(path: string, query?: Query): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === "") continue;
    if (Array.isArray(value)) for (const one of value) parameters.append(key, one);
    else parameters.set(key, String(value));
  }
  const text = parameters.toString();
  return root + path + (text ? `?${text}` : "");
}

async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    return new ApiProblem((await response.json()) as Problem);
  } catch {
    return new ApiProblem({ status: response.status, title: `The server answered ${response.status} ${response.statusText}.` });
  }
}

export async function call<T>(
  method: string,
  path: string,
  options: { query?: Query; body?: unknown; signal?: AbortSignal } = {},
): Promise<T> {
  let response: Response;
  const form = options.body instanceof FormData;
  try {
    response = await fetch(withQuery(path, options.query), {
      method,
      signal: options.signal,
      headers: options.body !== undefined && !form ? { "Content-Type": "application/json" } : undefined,
      body: options.body === undefined ? undefined : form ? (options.body as FormData) : JSON.stringify(options.body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiProblem({ title: "The server cannot be reached.", hint: "Maybe it was stopped, or the network is down." });
  }
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}
