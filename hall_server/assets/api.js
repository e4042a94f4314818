/**
 * Calls to the program that served the page. Every change carries an idempotency key, so a press
 * that is retried after a lost answer is one act.
 */

/** The server's refusal: `code` is stable, `detail` is for people, `facts` are its values. */
export class Refused extends Error {
  /** @param {{code: string, detail: string, status: number, facts?: Record<string, any>}} problem */
  constructor(problem) {
    super(problem.detail);
    this.code = problem.code;
    this.status = problem.status;
    this.facts = problem.facts ?? {};
  }
}

/** The program could not be reached, or answered with something that is not ours. */
export class Unreachable extends Error {}

/** A key for one press. Not crypto.randomUUID: it is missing on plain http in a hall's network. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const RETRY_AFTER_MS = [300, 1000];

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers] with an Idempotency-Key of its own, when the press is an earlier one
 * @returns {Promise<any>} the JSON answer, or null for an empty one
 * @throws {Refused | Unreachable} a change is tried three times with one key before Unreachable
 */
export async function send(method, path, body, headers = {}) {
  const change = method !== "GET";
  /** @type {Record<string, string>} */
  const all = { Accept: "application/json", ...headers };
  if (change) all["Idempotency-Key"] ??= newKey();
  if (body !== undefined) all["Content-Type"] = "application/json";
  const request = { method, headers: all, body: body === undefined ? undefined : JSON.stringify(body) };
  for (const pause of change ? [...RETRY_AFTER_MS, null] : [null]) {
    try {
      return await once(path, request);
    } catch (error) {
      if (!(error instanceof Unreachable) || pause === null) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  throw new Unreachable("not reached");
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function once(path, request) {
  let answer;
  try {
    answer = await fetch(path, request);
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (answer.status === 204) return null;
  const type = answer.headers.get("Content-Type") ?? "";
  if (!type.includes("json")) throw new Unreachable(`${answer.status} ${type}`);
  const payload = await answer.json();
  if (answer.ok) return payload;
  if (answer.status === 502 || answer.status === 503 || answer.status === 504) {
    throw new Unreachable(payload.detail ?? String(answer.status));
  }
  throw new Refused(payload);
}
