// Numbers as core/widgets/parcel.py sends them.

/** The bytes of a text in base64. @param {string} text */
export const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** @param {string} text in base64 */
export const singles = (text) => new Float32Array(bytesOf(text).buffer);

/** @param {string} text in base64 */
export const doubles = (text) => new Float64Array(bytesOf(text).buffer);

/** Single precision counts from a base of its own. @param {ArrayLike<number>} numbers @param {number} base */
export function raisedBy(numbers, base) {
  const sums = new Float64Array(numbers.length);
  for (let k = 0; k < sums.length; k++) sums[k] = numbers[k] + base;
  return sums;
}

/** @type {Record<string, { new (bytes: ArrayBuffer): Float32Array | Int32Array | Uint8Array }>} */
const ARRAYS = { f4: Float32Array, i4: Int32Array, u1: Uint8Array };

/** What ``parcel`` has packed. @param {Uint8Array} parcel @returns {unknown} */
export function opened(parcel) {
  const start = 4 + new DataView(parcel.buffer, parcel.byteOffset).getUint32(0, true);
  /** @param {{ array: string, at: [number, number] }} part */
  const array = (part) => new ARRAYS[part.array](/** @type {ArrayBuffer} */ (parcel.slice(start + part.at[0], start + part.at[1]).buffer));
  return JSON.parse(new TextDecoder().decode(parcel.subarray(4, start)), (_, part) => (part?.array ? array(part) : part));
}
