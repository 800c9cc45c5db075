import { localAccount } from '../../../shared/model/calendars.ts'
import { isLocal } from '../scheduling/identity.ts'
import type { QueryOf } from './deps.ts'
import { waitingInvites } from './invite-sections.ts'

export const query: QueryOf<'app-state'> = ({ read, clock, online, version, host, practice }) => async () => {
  const settings = read.settings()
  // Emptying the schedule Inbox is housekeeping: nobody did it, so nobody waits for it. On this computer nothing is sent.
  const rows = read.queueHeads().filter((row) => row.kind !== 'delete-inbox-item' && !isLocal(row))
  const needsYou = rows.filter((row) => row.state === 'needs-you').length
  return {
    version,
    zone: read.zone(),
    online: online(),
    host,
    accounts: read.accounts().length + (read.collections(localAccount).length > 0 ? 1 : 0),
    counts: { invitations: waitingInvites(read, clock.now()), unsent: rows.length - needsYou, needsYou },
    practice: {
      running: practice !== null,
      people: practice === null ? [] : practice.people.map(({ address, name }) => ({ address, name })),
    },
    settings,
  }
}
