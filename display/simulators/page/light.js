/** Draws panels on canvases: round dots of a strip, segments of tubes. */

const DARK = [34, 24, 26];

/** Of dots that touch each other: they would add up to a brown field. */
const DARKER = [17, 14, 16];
/** @type {Record<string, number[]>} */
const LIGHT = { red: [255, 59, 43], green: [57, 222, 98], yellow: [255, 183, 51] };

/** Pixels of one digit, drawn large and shown small. */
const DIGIT = { width: 60, height: 96 };

/** Segments a to g and the point, as outlines in the pixels of a digit. */
const SEGMENTS = [
  ...["15 8 19 4 37 4 41 8 37 12 19 12", "44 11 48 15 48 39 44 43 40 39 40 15"],
  ...["44 49 48 53 48 77 44 81 40 77 40 53", "15 84 19 80 37 80 41 84 37 88 19 88"],
  ...["12 49 16 53 16 77 12 81 8 77 8 53", "12 11 16 15 16 39 12 43 8 39 8 15"],
  ...["15 46 19 42 37 42 41 46 37 50 19 50", "51 81 57 81 57 87 51 87"],
].map((points) => points.split(" ").map(Number));

/** @type {Map<string, HTMLCanvasElement>} */
const stamps = new Map();

/**
 * Draw what a panel shows. The canvas is as many device pixels large as its place allows.
 * @param {HTMLCanvasElement} canvas
 * @param {import("./types.js").Fixed} fixed
 * @param {import("./types.js").Told} told
 * @param {number} pitch device pixels from dot to dot of a strip
 */
export function light(canvas, fixed, told, pitch) {
  if (fixed.tubes) tubes(canvas, fixed, told);
  else strip(canvas, fixed, told, pitch);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./types.js").Fixed} fixed
 * @param {import("./types.js").Told} told
 * @param {number} pitch
 */
function strip(canvas, { columns: own, rows }, told, pitch) {
  const columns = told.columns ?? own;
  const pen = sized(canvas, columns * pitch, rows * pitch);
  const red = bytes(told.red ?? "");
  const green = bytes(told.green ?? "");
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) {
      const at = y * (columns / 8) + (x >> 3);
      const bit = 0x80 >> (x & 7);
      const isRed = ((red[at] ?? 0) & bit) !== 0;
      const isGreen = ((green[at] ?? 0) & bit) !== 0;
      const colour = isRed ? (isGreen ? "yellow" : "red") : isGreen ? "green" : "";
      pen.drawImage(stamp(colour, told.brightness, pitch), x * pitch, y * pitch);
    }
  }
}

/**
 * One dot, drawn once for each look.
 * @param {string} colour "" is dark
 * @param {number} brightness
 * @param {number} pitch
 */
function stamp(colour, brightness, pitch) {
  const name = `${colour} ${colour && brightness} ${pitch}`;
  const known = stamps.get(name);
  if (known) return known;
  const made = document.createElement("canvas");
  const pen = sized(made, pitch, pitch);
  pen.fillStyle = colour || pitch > 1 ? shade(colour, brightness) : `rgb(${DARKER.join(" ")})`;
  pen.beginPath();
  if (pitch > 2) pen.arc(pitch / 2, pitch / 2, pitch * (!colour ? 0.36 : pitch < 5 ? 0.52 : 0.46), 0, 2 * Math.PI);
  else pen.rect(0, 0, colour ? pitch : 1, colour ? pitch : 1);
  pen.fill();
  stamps.set(name, made);
  return made;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import("./types.js").Fixed} fixed
 * @param {import("./types.js").Told} told
 */
function tubes(canvas, { columns, colour }, told) {
  const pen = sized(canvas, columns * DIGIT.width, DIGIT.height);
  for (let place = 0; place < columns; place += 1) {
    const lit = told.digits?.[place] ?? 0;
    SEGMENTS.forEach((outline, bit) => {
      pen.fillStyle = shade((lit >> bit) & 1 ? colour : "", told.brightness);
      pen.beginPath();
      for (let at = 0; at < outline.length; at += 2) {
        pen.lineTo(place * DIGIT.width + (outline[at] ?? 0), outline[at + 1] ?? 0);
      }
      pen.fill();
    });
  }
}

/**
 * A light's colour; half the light looks brighter than half.
 * @param {string} colour
 * @param {number} brightness
 */
function shade(colour, brightness) {
  const light = LIGHT[colour];
  if (!light) return `rgb(${DARK.join(" ")})`;
  const part = Math.sqrt(brightness / 100);
  return `rgb(${light.map((full, at) => Math.round((DARK[at] ?? 0) + (full - (DARK[at] ?? 0)) * part)).join(" ")})`;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function sized(canvas, width, height) {
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser draws no canvas");
  return pen;
}

/** @param {string} base64 */
function bytes(base64) {
  return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
}
