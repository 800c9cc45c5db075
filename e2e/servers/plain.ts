import type { Organisations } from './organisations.ts'
import { folderFor } from './publish-folder.ts'
import { freePorts, script, stateDir } from './shell.ts'

/** Servers without scheduling: the app must say so and keep the calendars in step all the same. */
async function startPlain(kind: 'radicale' | 'xandikos'): Promise<Organisations> {
  const port = await freePorts(5)
  const upper = kind.toUpperCase()
  const env = { [`LAB_${upper}_STATE`]: await stateDir(kind), [`LAB_${upper}_PORT`]: String(port) }
  const path = kind === 'radicale' ? 'radicale.sh' : 'xandikos/xandikos.sh'
  await script(path, ['up'], env)
  return {
    kind,
    practiceHost: null,
    person: (who) => ({ address: `${who}@lab.test`, name: who, where: `http://127.0.0.1:${port}/`, user: `${who}@lab.test`, password: `${who}pw` }),
    room: null,
    delegator: null,
    freebusyUrl: () => null,
    // A folder beside the calendars: these servers keep calendar files anywhere, for who signs in.
    publishTarget: async (who) => ({ url: await folderFor({ home: `http://127.0.0.1:${port}/${kind === 'radicale' ? `${who}@lab.test` : `${who}/calendars`}/`, user: `${who}@lab.test`, password: `${who}pw` }), takesFreeBusy: true, readByAll: false }),
    unreachable: 'grace@nowhere.test',
    can: { schedule: false, acrossOrganisations: false, roomAnswers: false, comments: false, deputies: false, othersAnswers: false, strangers: 'told' },
    peer: null,
    async stop() {
      await script(path, ['down'], env)
    },
  }
}

export const startRadicale = (): Promise<Organisations> => startPlain('radicale')
export const startXandikos = (): Promise<Organisations> => startPlain('xandikos')
