/** Whom somebody knows from elsewhere. The first and the last have no server that answers; Frank has a freebusy URL that his card does not name. */
export interface Contact {
  readonly of: string
  readonly slug: string
  readonly name: string
  readonly mail: string
  readonly kind?: 'location'
}

export const contacts: readonly Contact[] = [
  { of: 'alice', slug: 'grace', name: 'Grace Kim', mail: 'grace@nowhere.example' },
  { of: 'alice', slug: 'frank', name: 'Frank Castellano', mail: 'frank@freelance.example' },
  { of: 'alice', slug: 'lantern-hall', name: 'Lantern Hall', mail: 'hall@nowhere.example', kind: 'location' },
]

/** vCard 4 (RFC 6350), where a card can say that it is a place (§6.1.4). */
export const writeCard = ({ slug, name, mail, kind }: Contact): string =>
  ['BEGIN:VCARD', 'VERSION:4.0', `UID:urn:practice:${slug}`, ...(kind === undefined ? [] : [`KIND:${kind}`]), `FN:${name}`, `EMAIL:${mail}`, 'END:VCARD', ''].join('\r\n')
