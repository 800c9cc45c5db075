export interface Picked {
  readonly address: string
  readonly name: string
}

const addressShape = /^[^\s@<>,;"]+@[^\s@<>,;"]+$/

/** Anything with one @ and something on both sides: whether it is known is for the servers to say. */
export const looksLikeAddress = (text: string): boolean => addressShape.test(text.trim())

/** `Bob Lindqvist <bob@north.example>, carol@north.example` → two. Parts that hold no address are left in `rest`. */
export function parsePeople(text: string): { readonly people: Picked[]; readonly rest: string } {
  const people: Picked[] = []
  const rest: string[] = []
  for (const part of splitOutsideQuotes(text)) {
    const piece = part.trim().replace(/^mailto:/i, '')
    if (piece === '') continue
    const named = /^(?<name>[^<]*)<(?<address>[^>]+)>$/.exec(piece)
    const address = (named?.groups?.['address'] ?? piece).trim()
    if (looksLikeAddress(address)) people.push({ address, name: (named?.groups?.['name'] ?? '').trim().replace(/^"|"$/g, '') })
    else rest.push(piece)
  }
  return { people, rest: rest.join(', ') }
}

function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (const letter of text) {
    if (letter === '"') quoted = !quoted
    if (!quoted && (letter === ',' || letter === ';' || letter === '\n')) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part]
}
