// Draws the icon as a PNG for devices that take no SVG (iPhones): two rings on blue, as in images/icon.svg.
import { deflateSync } from "node:zlib";

const BLUE = [0x12, 0x43, 0x6d];
const WHITE = [0xff, 0xff, 0xff];
const TURQUOISE = [0x5f, 0xd0, 0xc8];
const RINGS = [
  { x: 12.8, y: 16, colour: WHITE },
  { x: 19.2, y: 16, colour: TURQUOISE },
];
const [RADIUS, HALF_STROKE, VIEW, SAMPLES] = [6.2, 1.25, 32, 4];

/** @param {number} size in pixels @returns {Buffer} */
export function iconPng(size) {
  const rows = Buffer.alloc(size * (size * 3 + 1)); // each row begins with a filter byte, 0 for none
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) rows.set(pixel(x, y, VIEW / size), y * (size * 3 + 1) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, red green blue
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** The mean of several points of a pixel, so that rings have smooth edges. @param {number} x @param {number} y @param {number} scale */
function pixel(x, y, scale) {
  const sum = [0, 0, 0];
  for (let n = 0; n < SAMPLES * SAMPLES; n++) {
    const [dx, dy] = [(n % SAMPLES) + 0.5, Math.floor(n / SAMPLES) + 0.5];
    colourAt((x + dx / SAMPLES) * scale, (y + dy / SAMPLES) * scale).forEach((value, i) => (sum[i] += value));
  }
  return sum.map((value) => Math.round(value / (SAMPLES * SAMPLES)));
}

/** @param {number} x @param {number} y */
function colourAt(x, y) {
  const on = RINGS.findLast((ring) => Math.abs(Math.hypot(x - ring.x, y - ring.y) - RADIUS) < HALF_STROKE);
  return on?.colour ?? BLUE;
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, check]);
}

/** CRC-32 as PNG asks for it. @param {Buffer} bytes */
function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
