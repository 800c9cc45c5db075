import type { Organisations } from './organisations.ts'
import { folderFor } from './publish-folder.ts'
import { freePorts, script, stateDir } from './shell.ts'

const domains = { alice: 'a', bob: 'a', carol: 'a', dave: 'b', erin: 'b' } as const

/** Two DAViCal sites from Debian's packages. Across sites only free/busy and requests travel (its iSchedule is broken). */
export async function startDavical(): Promise<Organisations> {
  const port = await freePorts(3)
  const env = { DAVICAL_STATE: await stateDir('davical'), DAVICAL_PORT_A: String(port), DAVICAL_PORT_B: String(port + 1), DAVICAL_PGPORT: String(port + 2) }
  await script('davical/davical.sh', ['up'], env)
  const base = (site: 'a' | 'b') => `http://127.0.0.1:${site === 'a' ? port : port + 1}`
  return {
    kind: 'davical',
    practiceHost: null,
    person: (who) => ({ address: `${who}@${domains[who]}.test`, name: who, where: `${base(domains[who])}/caldav.php/`, user: who, password: 'secret' }),
    room: 'room1@a.test',
    // alice has all rights on it.
    delegator: { name: 'Room One', address: 'room1@a.test' },
    freebusyUrl: (who) => (who === 'bob' ? `${base('a')}/freebusy.php/bob` : who === 'dave' ? `${base('b')}/freebusy.php/dave` : `${base('b')}/freebusy.php/erin`),
    publishTarget: async (who) => ({ url: await folderFor({ home: `${base('a')}/caldav.php/${who}/`, user: who, password: 'secret' }), takesFreeBusy: false, readByAll: false }),
    unreachable: 'grace@nowhere.test',
    can: { schedule: true, acrossOrganisations: false, roomAnswers: false, comments: false, deputies: false, othersAnswers: true, strangers: 'hinted' },
    peer: null,
    async stop() {
      await script('davical/davical.sh', ['destroy'], env)
    },
  }
}
