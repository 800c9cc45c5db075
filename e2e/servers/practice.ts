import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import type { Organisations } from './organisations.ts'
import { stateDir, top } from './shell.ts'

interface PracticeHost {
  readonly servers: Readonly<Record<string, string>>
  readonly people: readonly { readonly address: string; readonly name: string; readonly password: string }[]
  readonly freebusyUrls: Readonly<Record<string, string>>
}

export interface Practice extends Organisations {
  /** Sets faults; see `electron/practice/README.md`. */
  knobs(settings: unknown): Promise<unknown>
}

/** The practice organisations, as the app starts them. By default nobody answers by itself: the stories do. */
export async function startPractice(options: { readonly answers?: boolean; readonly empty?: boolean; readonly older?: boolean } = {}): Promise<Practice> {
  const dir = await stateDir('practice')
  const words = ['--enable-source-maps', join(top, 'build/out/practice/main.js'), '--dir', dir, ...(options.answers ? [] : ['--no-answers']), ...(options.empty ? ['--empty'] : [])]
  const child: ChildProcess = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`practice ended with ${code}`)))
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve)
  })
  const host = JSON.parse(line) as PracticeHost
  const server = (domain: string) => {
    const base = host.servers[domain]
    if (base === undefined) throw new Error(`practice has no ${domain}`)
    return base
  }
  const domainOf = { alice: 'north.example', bob: 'north.example', carol: 'north.example', dave: 'south.example', erin: 'south.example' } as const
  const turn = async (settings: unknown): Promise<unknown> => {
    const answer = await fetch(`${server('north.example')}/_practice/knobs`, { method: 'POST', body: JSON.stringify(settings), headers: { 'content-type': 'application/json' } })
    if (!answer.ok) throw new Error(`knobs: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  // The model of 2007: the servers carry messages, and the clients do the rest. Rooms have no client.
  const older = options.older === true
  if (older) await turn({ scheduling: 'explicit' })
  return {
    kind: older ? 'practice-older' : 'practice',
    practiceHost: line,
    person(who) {
      const address = `${who}@${domainOf[who]}`
      const known = host.people.find((person) => person.address === address)
      return { address, name: known?.name ?? who, where: address, user: address, password: known?.password ?? '' }
    },
    room: 'aurora@north.example',
    delegator: older ? null : { name: 'Carol Nguyen', address: 'carol@north.example' },
    freebusyUrl: (who) => (who === 'frank' ? (host.freebusyUrls['frank@freelance.example'] ?? null) : who === 'bob' ? `${server('north.example')}/freebusy/bob@north.example` : `${server('south.example')}/freebusy/dave@south.example`),
    publishTarget: async (who) => ({ url: `${server('north.example')}/published/${who}/busy.ifb`, takesFreeBusy: true, readByAll: true }),
    unreachable: 'grace@nowhere.example',
    can: { schedule: true, acrossOrganisations: true, roomAnswers: !older, comments: true, deputies: true, othersAnswers: !older, strangers: 'told' },
    peer: { down: async () => void (await turn({ peersDown: ['south.example'] })), up: async () => void (await turn({ peersDown: [] })) },
    knobs: turn,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('exit')
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}
