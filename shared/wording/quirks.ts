/** What a server was found to lack or to do its own way, and what is done about it: a line each, for people who look after one. */
export function quirksInWords(server: { readonly autoSchedule: boolean; readonly scheduleTag: boolean; readonly syncCollection: boolean | null; readonly newCalendarsUnsupported: boolean; readonly posts: boolean }): string[] {
  return [
    server.autoSchedule && !server.scheduleTag ? 'Its Schedule-Tag cannot be trusted or is missing: changes are guarded by ETag.' : '',
    server.syncCollection === false ? 'It has no sync-collection: calendars are compared by their ETags.' : '',
    server.newCalendarsUnsupported ? 'It knows no way to make calendars.' : '',
    server.posts ? 'It delivers no invitations: Parley hands them over itself.' : '',
  ].filter(Boolean)
}
