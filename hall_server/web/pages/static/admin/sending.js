/** Sending files and fetching pictures in the session's name, which the JSON calls cannot. */
import { Refused, Unreachable, newKey } from "/assets/api.js";

/** @param {import("../messages").Session} session */
const headersOf = (session) => ({ "X-CSRFToken": session.csrf, "Idempotency-Key": newKey() });

/**
 * @param {import("../messages").Session} session
 * @param {string} path below /api/v1
 * @param {File} file
 * @param {(share: number) => void} onProgress from 0 to 1
 * @returns {Promise<any>} the JSON answer
 * @throws {Refused | Unreachable}
 */
export function sendFile(session, path, file, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1${path}`);
    for (const [name, value] of Object.entries(headersOf(session))) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener("error", () => reject(new Unreachable("not reached")));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (answer === null) reject(new Unreachable(String(request.status)));
      else if (request.status >= 400) reject(new Refused(answer));
      else resolve(answer);
    });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });
}

/**
 * @param {import("../messages").Session} session
 * @param {string} path below /api/v1
 * @param {unknown} body
 * @returns {Promise<ImageBitmap>}
 * @throws {Refused | Unreachable}
 */
export async function fetchPicture(session, path, body) {
  const headers = { ...headersOf(session), "Content-Type": "application/json" };
  let answer;
  try {
    answer = await fetch(`/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (answer.ok) return createImageBitmap(await answer.blob());
  const problem = parsed(await answer.text());
  throw problem === null ? new Unreachable(String(answer.status)) : new Refused(problem);
}

/** @param {string} text @returns {any} null when it is no JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
