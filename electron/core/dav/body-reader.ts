import { readMultistatus } from './multistatus.ts'
import { pieceDecoder } from './piece-decoder.ts'
import type { BodyReader, TakeResponse } from './shapes.ts'

/** What read an answer elsewhere is gone, with all it had not handed over: the question has to be asked again. */
export class ReaderBroke extends Error {
  override readonly name = 'ReaderBroke'
}

/** Reads a multistatus in this thread. */
export function readBodyHere(charset: string, take: TakeResponse): BodyReader {
  const decoder = pieceDecoder(charset)
  const reader = readMultistatus(take)
  return {
    write: (piece) => reader.write(decoder.next(piece)),
    async end() {
      reader.write(decoder.end())
      return reader.end()
    },
    drop: () => undefined,
  }
}
