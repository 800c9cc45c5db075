import type { Organisations } from './organisations.ts'
import { folderFor } from './publish-folder.ts'
import { freePorts, script, stateDir } from './shell.ts'

const domains = { alice: 'a.test', bob: 'a.test', carol: 'a.test', dave: 'b.test', erin: 'b.test' } as const

/** Cyrus from Debian's packages: one server for both domains, or one server a domain joined by iSchedule. */
export async function startCyrus(shape: 'one' | 'two'): Promise<Organisations> {
  const http = await freePorts(3)
  const imap = await freePorts(6)
  const env = { CYRUS_LAB: await stateDir('cyrus'), CYRUS_LAB_HTTP: String(http), CYRUS_LAB_IMAP: String(imap), CYRUS_LAB_DIRECTORY: shape === 'one' ? '1' : '' }
  await script('cyrus.sh', ['up', shape], env)
  const base = (domain: string) => `http://127.0.0.1:${shape === 'one' ? http : domain === 'a.test' ? http + 1 : http + 2}`
  return {
    kind: shape === 'one' ? 'cyrus' : 'cyrus-two',
    practiceHost: null,
    person(who) {
      const address = `${who}@${domains[who]}`
      return { address, name: who, where: `${base(domains[who])}/`, user: address, password: who }
    },
    room: null,
    delegator: null,
    // Cyrus gives freebusy URLs to anybody, so erin's stands in for the outside person.
    publishTarget: async (who) => ({ url: await folderFor({ home: `${base(domains[who])}/dav/calendars/user/${who}@${domains[who]}/`, user: `${who}@${domains[who]}`, password: who }), takesFreeBusy: true, readByAll: false }),
    freebusyUrl: (who) => (who === 'frank' ? `${base('b.test')}/freebusy/user/erin@b.test` : who === 'bob' ? `${base('a.test')}/freebusy/user/bob@a.test` : `${base('b.test')}/freebusy/user/dave@b.test`),
    // Any foreign address is e-mailed; the lab's mail server refuses those that begin so.
    unreachable: 'bounce@nowhere.test',
    can: { schedule: true, acrossOrganisations: true, roomAnswers: false, comments: true, deputies: false, othersAnswers: false, strangers: 'listed' },
    peer: shape === 'one' ? null : { down: async () => void (await script('cyrus.sh', ['down', 'b'], env)), up: async () => void (await script('cyrus.sh', ['up', 'b'], env)) },
    async stop() {
      await script('cyrus.sh', ['reset', shape], env)
    },
  }
}
