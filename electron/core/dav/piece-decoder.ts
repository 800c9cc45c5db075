import { mendPieces } from '../../../shared/ical/bytes.ts'

/** Text of bytes that come in pieces; characters that a fold or the end of a piece cut in two come out whole (ICS-1). */
export function pieceDecoder(charset: string): { readonly next: (piece: Uint8Array) => string; readonly end: () => string } {
  const decoder = new TextDecoder(charset)
  const mender = decoder.encoding === 'utf-8' ? mendPieces() : null
  return {
    next: (piece) => decoder.decode(mender?.next(piece) ?? piece, { stream: true }),
    end: () => decoder.decode(mender?.end()),
  }
}
