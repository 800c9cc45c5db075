/** Namespaces of the protocols, and the prefixes we write them with. */
export const ns = {
  dav: 'DAV:',
  caldav: 'urn:ietf:params:xml:ns:caldav',
  cs: 'http://calendarserver.org/ns/',
  apple: 'http://apple.com/ns/ical/',
  carddav: 'urn:ietf:params:xml:ns:carddav',
  nextcloud: 'http://nextcloud.com/ns',
  ischedule: 'urn:ietf:params:xml:ns:ischedule',
} as const

/** `{namespace}local`, the form in which names are compared. */
export type Clark = `{${string}}${string}`

export const clark = (namespace: string, local: string): Clark => `{${namespace}}${local}`
export const dav = (local: string): Clark => clark(ns.dav, local)
export const caldav = (local: string): Clark => clark(ns.caldav, local)
export const cs = (local: string): Clark => clark(ns.cs, local)
export const carddav = (local: string): Clark => clark(ns.carddav, local)
export const nextcloud = (local: string): Clark => clark(ns.nextcloud, local)
export const apple = (local: string): Clark => clark(ns.apple, local)

export function splitClark(name: Clark): { namespace: string; local: string } {
  const end = name.indexOf('}')
  return { namespace: name.slice(1, end), local: name.slice(end + 1) }
}
