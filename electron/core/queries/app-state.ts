import type { QueryOf } from './deps.ts'
import { waitingInvites } from './invite-sections.ts'

export const query: QueryOf<'app-state'> = ({ read, clock, online, version, host, practice }) => async () => {
  const settings = read.settings()
  // Emptying the schedule Inbox is housekeeping: nobody did it, so nobody waits for it.
  const rows = read.queue().filter((row) => row.kind !== 'delete-inbox-item')
  const needsYou = rows.filter((row) => row.state === 'needs-you').length
  return {
    version,
    zone: read.zone(),
    online: online(),
    host,
    accounts: read.accounts().length,
    counts: { invitations: waitingInvites(read, clock.now()), unsent: rows.length - needsYou, needsYou },
    practice: {
      running: practice !== null,
      people: practice === null ? [] : practice.people.map(({ address, name }) => ({ address, name })),
    },
    settings,
  }
}
