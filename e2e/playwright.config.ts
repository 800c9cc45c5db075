import { defineConfig } from '@playwright/test'
import type { ServerKind } from './stories/fixtures.ts'

const chromium = process.env['PARLEY_CHROMIUM']
/** `PARLEY_SERVERS="cyrus davical"` chooses real servers; without it the practice organisations are used. */
const kinds = (process.env['PARLEY_SERVERS'] ?? 'practice practice-older').split(/\s+/).filter(Boolean) as ServerKind[]

const acceptance = 'acceptance/*.spec.ts'
const stories = 'stories/*.servers.spec.ts'
/** What each kind of server can show. Two organisations need two servers; faults and first steps need the practice organisations. */
const files: Readonly<Record<ServerKind, readonly string[]>> = {
  practice: ['**/*.spec.ts'],
  // Servers that carry messages and make none (`electron/practice/README.md`).
  'practice-older': ['acceptance/scheduling.spec.ts', 'stories/several-people.servers.spec.ts', 'stories/simple-meeting.servers.spec.ts', 'stories/undo.servers.spec.ts', 'stories/latest-version.spec.ts'],
  cyrus: [acceptance, stories],
  'cyrus-two': [acceptance, 'stories/four-domains.spec.ts', 'stories/delegation.servers.spec.ts', 'stories/party-crasher.servers.spec.ts', 'stories/propose.servers.spec.ts', 'stories/series.servers.spec.ts', 'stories/changing-people.servers.spec.ts', 'stories/resend.servers.spec.ts', 'stories/busy-room.servers.spec.ts'],
  davical: [acceptance, stories],
  radicale: [acceptance, 'stories/publishing.servers.spec.ts'],
  xandikos: [acceptance, 'stories/publishing.servers.spec.ts'],
}

/** Where a server delivers, mail alone is not the way; where it does not, nobody is reached by it. `@carries`: only where Parley does what a server does elsewhere. Tests say which they are about. */
const notFor = (servers: ServerKind): RegExp => {
  const words = servers === 'radicale' || servers === 'xandikos' ? '@delivers|@carries' : servers === 'practice-older' ? '@mail-only|@automatic' : '@mail-only|@carries'
  // `@on:davical,cyrus`: these kinds alone have what the test is about.
  return new RegExp(`${words}|@on:(?!(?:\\S+,)?${servers}(?:,|\\s|$))`)
}

export default defineConfig<object, { servers: ServerKind }>({
  testDir: '.',
  outputDir: '../test-results',
  // A story has several people, each with an app and a page; nothing in it sleeps, so only a stuck one, or a machine at load thirty, takes this long.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  fullyParallel: false,
  reporter: [['list']],
  use: {
    headless: true,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { ...(chromium ? { executablePath: chromium } : {}), args: ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run'] },
  },
  projects: kinds.map((servers) => ({ name: servers, use: { servers }, testMatch: [...files[servers]], grepInvert: notFor(servers) })),
})
