import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, Stop } from '../../core/ports.ts'
import { startPractice } from '../start-practice.ts'
import type { Practice, PracticeOptions } from '../start-practice.ts'

export const sunday = Date.parse('2026-11-22T12:00:00Z')

/** A clock that stands still until a test moves it. */
class TestClock implements Clock {
  #now: number
  #due: { readonly at: number; readonly run: () => void }[] = []
  constructor(start = sunday) {
    this.#now = start
  }
  now = (): number => this.#now
  zone = (): string => 'Europe/Berlin'
  after = (ms: number, run: () => void): Stop => {
    const timer = { at: this.#now + ms, run }
    this.#due.push(timer)
    return () => {
      this.#due = this.#due.filter((one) => one !== timer)
    }
  }
  pass(ms: number): void {
    this.#now += ms
    for (const timer of this.#due.filter((one) => one.at <= this.#now)) {
      this.#due = this.#due.filter((one) => one !== timer)
      timer.run()
    }
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Started {
  readonly practice: Practice
  readonly clock: TestClock
  readonly dir: string
  /** One request as somebody (`alice`, `dave`, …); `null` without signing in. */
  as(user: string | null, method: string, path: string, more?: { readonly body?: string; readonly headers?: Record<string, string>; readonly password?: string }): Promise<Answer>
  restart(): Promise<Started>
  stop(): Promise<void>
}

const southern = ['dave', 'erin']

export async function start(options: Partial<PracticeOptions> = {}): Promise<Started> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'practice-'))
  const clock = new TestClock()
  const all = { dir, clock, answerDelayMs: null, empty: true, ...options }
  const practice = await startPractice(all)
  return {
    practice,
    clock: all.clock as TestClock,
    dir,
    async as(user, method, path, { body = '', headers = {}, password = 'practice' } = {}) {
      const domain = user !== null && southern.includes(user) ? 'south.example' : 'north.example'
      const auth: Record<string, string> = user === null ? {} : { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` }
      return send(path.startsWith('http') ? path : `${practice.servers[domain]}${path}`, method, { ...auth, ...headers }, body)
    },
    async restart() {
      await practice.close()
      return start({ ...options, dir, clock })
    },
    async stop() {
      await practice.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** Plain `node:http`, so that headers, redirects and torn answers come as they are. */
export function send(url: string, method: string, headers: Record<string, string>, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const bytes = Buffer.from(body)
    const outgoing = httpRequest(url, { method, headers: { ...headers, 'Content-Length': String(bytes.length) }, agent: false }, (incoming) => {
      const pieces: Buffer[] = []
      incoming.on('data', (piece: Buffer) => pieces.push(piece))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const flat: Record<string, string> = {}
        for (const [name, value] of Object.entries(incoming.headers)) flat[name] = Array.isArray(value) ? value.join(', ') : (value ?? '')
        if (incoming.complete) resolve({ status: incoming.statusCode ?? 0, headers: flat, body: Buffer.concat(pieces).toString('utf8') })
        else reject(new Error('torn'))
      })
    })
    outgoing.on('error', reject)
    outgoing.end(bytes)
  })
}

export const namespaces = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:CS="http://calendarserver.org/ns/" xmlns:A="http://apple.com/ns/ical/"'
export const propfindBody = (...props: string[]): string => `<propfind ${namespaces}><prop>${props.map((prop) => `<${prop}/>`).join('')}</prop></propfind>`
export const syncBody = (token: string, more = ''): string => `<sync-collection ${namespaces}><sync-token>${token}</sync-token><sync-level>1</sync-level>${more}<prop><getetag/></prop></sync-collection>`
export const tokenIn = (answer: Answer): string => /<D:sync-token>([^<]*)</.exec(answer.body)?.[1] ?? ''
export const hrefsIn = (answer: Answer): string[] => [...answer.body.matchAll(/<D:response><D:href>([^<]*)</g)].map((match) => match[1] ?? '')

export interface EventWords {
  readonly uid: string
  readonly summary?: string
  readonly start?: string
  readonly end?: string
  readonly more?: readonly string[]
}

/** A small event; `more` are whole lines. */
export function event({ uid, summary = 'Talk', start: from = '20261125T100000Z', end = '20261125T110000Z', more = [] }: EventWords): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//Test//EN', 'BEGIN:VEVENT', `UID:${uid}`, 'DTSTAMP:20261122T100000Z', `DTSTART:${from}`, `DTEND:${end}`, `SUMMARY:${summary}`, ...more, 'END:VEVENT', 'END:VCALENDAR', '']
  return lines.join('\r\n')
}

const domainOf = (user: string): string => (user.includes('@') ? user : `${user}@${southern.includes(user) ? 'south' : 'north'}.example`)

/** Lines of a meeting: who invites, and whom. */
export function inviting(organizer: string, ...guests: readonly string[]): string[] {
  return [
    'SEQUENCE:0',
    `ORGANIZER:mailto:${domainOf(organizer)}`,
    `ATTENDEE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:${domainOf(organizer)}`,
    ...guests.map((guest) => `ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;ROLE=REQ-PARTICIPANT:mailto:${domainOf(guest)}`),
  ]
}

export const unfold = (text: string): string => text.replace(/\r?\n[ \t]/g, '')
/** The ATTENDEE or ORGANIZER line of somebody. */
export const lineOf = (text: string, name: 'ATTENDEE' | 'ORGANIZER', user: string): string => unfold(text).split(/\r?\n/).find((line) => line.startsWith(name) && line.toLowerCase().endsWith(`mailto:${domainOf(user)}`)) ?? ''
