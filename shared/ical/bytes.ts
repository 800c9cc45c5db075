/**
 * Takes out folds that cut a UTF-8 sequence in two (ICS-1: others do write them); all other bytes stay.
 * To be called before decoding: a decoder would turn both halves into U+FFFD for good.
 */
export function mendSplitCharacters(bytes: Uint8Array): Uint8Array {
  let out: Uint8Array | null = null
  let size = 0
  for (let i = 0; i < bytes.length; i++) {
    const fold = foldLengthAt(bytes, i)
    const next = bytes[i + fold]
    if (fold > 0 && next !== undefined && (next & 0xc0) === 0x80) {
      if (!out) {
        out = new Uint8Array(bytes.length)
        out.set(bytes.subarray(0, i))
        size = i
      }
      i += fold - 1
    } else if (out) out[size++] = bytes[i] as number
  }
  return out ? out.subarray(0, size) : bytes
}

function foldLengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]
  if (first !== 13 && first !== 10) return 0
  const length = first === 13 && bytes[at + 1] === 10 ? 2 : 1
  const space = bytes[at + length]
  return space === 32 || space === 9 ? length + 1 : 0
}
