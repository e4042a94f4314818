/** The API's reading page: the served schema in the vendored reader; changes carry the session's token. */
import { newKey, send } from "/assets/api.js";

const root = /** @type {HTMLElement} */ (document.getElementById("docs"));
const session = await send("GET", "/api/v1/session");
/** @type {any} */ (window).SwaggerUIBundle({
  domNode: root,
  url: root.dataset.schema,
  requestInterceptor: (/** @type {{method?: string, headers: Record<string, string>}} */ request) => {
    if (request.method && request.method !== "GET") {
      request.headers["X-CSRFToken"] = session.csrf;
      request.headers["Idempotency-Key"] ??= newKey();
    }
    return request;
  },
});
