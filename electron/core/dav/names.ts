/** Clark names of the properties and elements we read. */
export const dav = (local: string): string => `{DAV:}${local}`
export const caldav = (local: string): string => `{urn:ietf:params:xml:ns:caldav}${local}`
export const calendarServer = (local: string): string => `{http://calendarserver.org/ns/}${local}`
export const apple = (local: string): string => `{http://apple.com/ns/ical/}${local}`

/** For the root element of a request body: d, c, s, a are the four namespaces above. */
export const namespaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/" xmlns:a="http://apple.com/ns/ical/"'

export const propfindBody = (properties: string): string => `<?xml version="1.0" encoding="utf-8"?><d:propfind ${namespaces}><d:prop>${properties}</d:prop></d:propfind>`
