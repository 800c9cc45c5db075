const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/**
 * Takes out folds that cut a UTF-8 sequence in two (ICS-1: others do write them); all other bytes stay.
 * To be called before decoding: a decoder would turn both halves into U+FFFD for good.
 */
export function mendSplitCharacters(bytes: Uint8Array): Uint8Array {
  let out: Uint8Array | null = null
  let size = 0
  let copied = 0
  for (let lineEnd = bytes.indexOf(10); lineEnd >= 0; lineEnd = bytes.indexOf(10, lineEnd + 1)) {
    const space = bytes[lineEnd + 1]
    if ((space !== 32 && space !== 9) || !isContinuation(bytes[lineEnd + 2])) continue
    out ??= new Uint8Array(bytes.length)
    const before = bytes.subarray(copied, bytes[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd)
    out.set(before, size)
    size += before.length
    copied = lineEnd + 2
  }
  if (!out) return bytes
  out.set(bytes.subarray(copied), size)
  return out.subarray(0, size + bytes.length - copied)
}

/** The same for bytes that come in pieces: the end of a piece that may be the start of such a fold waits for the next one. */
export function mendPieces(): { readonly next: (piece: Uint8Array) => Uint8Array; readonly end: () => Uint8Array } {
  let held: Uint8Array = new Uint8Array(0)
  return {
    next: (piece) => {
      const all = held.length === 0 ? piece : joined(held, piece)
      const cut = all.length - heldBack(all)
      held = Uint8Array.from(all.subarray(cut))
      return mendSplitCharacters(all.subarray(0, cut))
    },
    end: () => held,
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

/** How many of the last bytes are CR, LF, CR LF or one of these and a space. */
function heldBack(bytes: Uint8Array): number {
  let at = bytes.length
  if (bytes[at - 1] === 32 || bytes[at - 1] === 9) at -= 1
  if (bytes[at - 1] === 10) at -= 1
  else if (at < bytes.length) return 0
  if (bytes[at - 1] === 13) at -= 1
  return bytes.length - at
}
