/** Clark names of the properties and elements we read. */
export const dav = (local: string): string => `{DAV:}${local}`
export const caldav = (local: string): string => `{urn:ietf:params:xml:ns:caldav}${local}`
export const calendarServer = (local: string): string => `{http://calendarserver.org/ns/}${local}`
export const apple = (local: string): string => `{http://apple.com/ns/ical/}${local}`
export const carddav = (local: string): string => `{urn:ietf:params:xml:ns:carddav}${local}`
