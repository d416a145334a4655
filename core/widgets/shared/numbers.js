// Numbers as core/widgets/parcel.py sends them.

// An array of single precision from base64.
function singles(text) { return new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer); }

// Single precision counts from a base of its own.
function raised(numbers, base) {
  const sums = new Float64Array(numbers.length);
  for (let k = 0; k < sums.length; k++) sums[k] = numbers[k] + base;
  return sums;
}
