// npm run screenshots [-- --all DIR]: real pictures of the built app on the practice organisations, on Tuesday 13 October 2026, 10:42 in Berlin.
// Without flags: the pictures of the README into assets/screenshots. With --all: every screen in both themes at two sizes into DIR.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import { needChromium } from './chromium.mjs'
import { must, needNode, needPackages, top } from './steps.mjs'

needNode()
await needPackages()
const { builtFromTheseSources } = await import('../bundle/stamp.mjs')
if (!(await builtFromTheseSources())) await must(process.execPath, ['build/bundle/build.mjs'])

const moment = Date.parse('2026-10-13T08:42:00Z')
/** Every process and the page live at that moment; their clocks run on from there. */
const shiftClock = `{ const by = ${moment} - Date.now(), Real = Date; globalThis.Date = class Date extends Real { constructor(...given) { if (given.length === 0) super(Real.now() + by); else super(...given) } static now() { return Real.now() + by } } }`
const nodeOptions = `--import=data:text/javascript,${encodeURIComponent(shiftClock)}`

const words = process.argv.slice(2)
const all = words.includes('--all') ? words[words.indexOf('--all') + 1] : null
if (words.includes('--all') && (all === undefined || all.startsWith('--'))) {
  console.error('--all needs a folder for the pictures.')
  process.exit(2)
}

const dir = mkdtempSync(join(tmpdir(), 'parley-pictures-'))
const env = { ...process.env, NODE_OPTIONS: nodeOptions, TZ: 'Europe/Berlin' }
const started = []
function start(program, programWords, wanted, more = {}) {
  const child = spawn(process.execPath, [join(top, program), ...programWords], { env: { ...env, ...more }, stdio: ['pipe', 'pipe', 'inherit'] })
  started.push(child)
  return new Promise((found, failed) => {
    child.once('exit', (code) => failed(new Error(`${program} ended with ${code}`)))
    createInterface({ input: child.stdout }).on('line', (line) => wanted(line) && found(line))
  })
}

async function openApp(name, practice) {
  const home = join(dir, name)
  mkdirSync(home)
  const address = await start('build/out/loopback/main.js', ['--no-open', '--key-file', join(home, 'key'), '--practice-host', practice], (line) => line.startsWith('http://'), { PARLEY_HOME: home })
  const { origin, secret } = JSON.parse(readFileSync(join(home, 'default', 'host.json'), 'utf8'))
  const call = async (callName, input) => {
    const answer = await fetch(`${origin}/api/call/${callName}`, { method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: JSON.stringify({ input }) })
    const result = await answer.json()
    if (!result.ok) throw new Error(`${callName}: ${JSON.stringify(result.error)}`)
    return result.value
  }
  return { address, call }
}

const sizes = all === null ? [[1440, 900]] : [[1280, 800], [1920, 1080]]
const themes = ['light', 'dark']

/** Nothing moves any more: the fonts are here, what was asked is answered, and a frame has been drawn. */
async function still(page) {
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  })
}

/** The same place in both themes and all sizes. */
async function take({ page, call }, name) {
  for (const theme of themes) {
    await call('set-settings', { theme })
    await page.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme)
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height })
      await still(page)
      const path = all === null ? join(top, 'assets/screenshots', `${name}-${theme}.png`) : join(resolve(all), `${name}-${theme}-${width}.png`)
      await page.screenshot({ path })
      console.log(path)
    }
  }
}

const browser = await chromium.launch({ executablePath: await needChromium() })
try {
  const practice = await start('build/out/practice/main.js', ['--dir', join(dir, 'organisations'), '--no-answers'], (line) => line.startsWith('{'))
  const { servers, freebusyUrls } = JSON.parse(practice)
  const happen = () => fetch(`${servers['north.example']}/_practice/happen`, { method: 'POST' })
  const turn = (knobs) => fetch(`${servers['north.example']}/_practice/knobs`, { method: 'POST', body: JSON.stringify(knobs) })

  async function openPage(app) {
    const context = await browser.newContext({ viewport: { width: sizes[0][0], height: sizes[0][1] }, timezoneId: 'Europe/Berlin', locale: 'en-GB', reducedMotion: 'reduce' })
    await context.addInitScript(shiftClock)
    const page = await context.newPage()
    await page.goto(app.address)
    return { ...app, page }
  }

  if (all !== null) {
    mkdirSync(all, { recursive: true })
    const first = await openPage(await openApp('first', practice))
    const { page } = first
    await page.getByRole('button', { name: /^Add your account/ }).waitFor()
    await take(first, 'welcome')
    await page.getByRole('button', { name: /^Add your account/ }).click()
    await take(first, 'add-account')
    await page.getByLabel('Mail address or server address').fill('alice@north.example')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.getByRole('button', { name: 'Add account' }).click()
    await page.getByRole('alert').waitFor()
    await take(first, 'add-account-fault')
    await page.getByLabel('Password', { exact: true }).fill('practice')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Start with this week' }).and(page.locator(':enabled')).waitFor()
    await take(first, 'add-account-steps')
  } else {
    mkdirSync(join(top, 'assets/screenshots'), { recursive: true })
  }

  const app = await openApp('alice', practice)
  await app.call('start-practice', { address: 'alice@north.example' })
  await app.call('sync-now', { accountId: null })
  await happen()
  await app.call('sync-now', { accountId: null })
  const desk = await openPage(app)
  const { page } = desk
  const view = (name) => page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name }).click()
  const place = (name) => page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name }).click()
  const event = (name) => page.getByRole('main').getByRole('button', { name: new RegExp(`^${name}, `) }).first()

  await event('Budget review').waitFor()
  // What rang before the pictures: in one of them, over none of the others.
  await page.getByRole('region', { name: 'Reminders' }).waitFor()
  if (all !== null) await take(desk, 'reminder')
  await page.getByRole('region', { name: 'Reminders' }).getByRole('button', { name: /^Dismiss/ }).first().click()
  await page.getByRole('region', { name: 'Reminders' }).waitFor({ state: 'detached' })
  await take(desk, 'week')

  if (all !== null) {
    await view('Day')
    await take(desk, 'day')
    await view('Month')
    await take(desk, 'month')
    await view('Agenda')
    await take(desk, 'agenda')
    await view('Week')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search events, days and places' }).fill('review')
    await page.getByRole('option', { name: /Budget review/ }).first().waitFor()
    await take(desk, 'search')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    await take(desk, 'keys')
    await page.keyboard.press('Escape')
  }

  // ---- invitations: one that collides with the day
  await place('Invitations')
  if (all !== null) {
    for (const [name, title] of [['invitation-new', 'Security walk-through'], ['invitation-series', 'Supplier day'], ['invitation-cancelled', 'Trade press lunch']]) {
      await page.getByRole('region', { name: 'Invitations' }).getByRole('button', { name: title }).click()
      await page.getByRole('article', { name: title }).waitFor()
      await take(desk, name)
    }
  }
  await page.getByRole('region', { name: 'Invitations' }).getByRole('button', { name: 'Partner sync' }).click()
  await page.getByRole('article', { name: 'Partner sync' }).waitFor()
  await take(desk, 'invitation')

  // ---- a meeting with people of every kind
  await page.getByRole('button', { name: /^New meeting/ }).click()
  const editor = page.getByRole('dialog', { name: 'New event' })
  await editor.getByLabel('Title', { exact: true }).fill('Launch planning')
  const type = async (label, text) => {
    await editor.getByLabel(label, { exact: true }).fill(text)
    await editor.getByLabel(label, { exact: true }).press('Enter')
  }
  await type('Day', '2026-10-14')
  await type('Start', '15:00')
  await type('End', '16:30')
  const picker = editor.getByRole('combobox', { name: 'Add people or rooms' })
  for (const who of ['bob', 'carol', 'aurora']) {
    await picker.fill(who)
    await page.getByRole('listbox', { name: 'Add people or rooms' }).getByRole('option').filter({ hasText: `${who}@` }).first().click()
  }
  await picker.fill('Dave Okafor <dave@south.example>, Erin Walsh <erin@south.example>, Frank Castellano <frank@freelance.example>, Grace Kim <grace@nowhere.example>')
  await picker.press('Enter')
  for (const name of ['Frank Castellano', 'Grace Kim']) {
    await editor.getByRole('listitem').filter({ hasText: name }).hover()
    await editor.getByRole('button', { name: `More for ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Make optional' }).click()
  }
  await editor.getByLabel('Text', { exact: true }).fill('Agenda\n1. What ships, and when\n2. Who tells the partners')
  await app.call('set-freebusy-address', { scope: 'person', subject: 'frank@freelance.example', url: freebusyUrls['frank@freelance.example'], user: '', password: null, token: null })
  await editor.getByRole('button', { name: 'Ask again', exact: true }).click()
  await editor.getByText(/^asked \d\d:\d\d$/).waitFor()
  await take(desk, 'editor')
  if (all !== null) {
    await editor.getByRole('button', { name: /^Review and send/ }).click()
    await editor.getByRole('heading', { name: 'Who will get what' }).waitFor()
    await take(desk, 'send-sheet')
    await editor.getByRole('button', { name: 'Back' }).click()
  }
  await editor.getByRole('button', { name: /^People grid/ }).click()
  const grid = page.getByRole('region', { name: 'People grid' })
  await grid.getByRole('button', { name: 'Ask again', exact: true }).click()
  await grid.getByText('1 from a freebusy URL').waitFor()
  await take(desk, 'people-grid')
  if (all !== null) {
    await grid.getByRole('button', { name: 'As a table' }).click()
    await take(desk, 'people-grid-table')
    await grid.getByRole('button', { name: 'As a grid' }).click()
    await grid.getByRole('button', { name: 'Cancel' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Throw away' }).click()

    await view('Week')
    await page.keyboard.press('PageDown')
    await event('Pricing workshop').click()
    await page.getByRole('complementary', { name: 'Event' }).getByRole('heading', { name: 'Pricing workshop' }).waitFor()
    await take(desk, 'inspector')

    await place('Not sent yet')
    await take(desk, 'queue-empty')
    await turn({ faults: [{ what: 'status', status: 403, method: 'PUT', user: 'alice', times: 1 }, { what: 'drop-before', user: 'alice' }] })
    const { accounts } = await app.call('accounts', {})
    const calendar = accounts[0].calendars[0].id
    for (const [title, hour] of [['Water the plants', 18], ['Read the contract', 17]]) {
      await app.call('save-event', {
        draft: { objectId: null, recurrenceId: null, scope: 'all', collectionId: calendar, title, location: '', description: '', conferenceUrl: '', when: { kind: 'timed', localStart: `2026-10-16T${hour}:00:00`, localEnd: `2026-10-16T${hour + 1}:00:00`, zone: 'Europe/Berlin' }, repeat: null, reminders: [], showAs: 'busy', visibility: 'public', organizer: null, attendees: [] },
      })
    }
    await page.getByRole('article', { name: /Read the contract/ }).waitFor()
    await page.getByRole('heading', { name: /^Needs you/ }).waitFor()
    await take(desk, 'queue')
    await turn({ reset: true })

    await page.getByRole('button', { name: 'Settings', exact: true }).click()
    const sections = page.getByRole('navigation', { name: 'Settings' }).getByRole('button')
    for (const section of await sections.allInnerTexts()) {
      await sections.filter({ hasText: section }).click()
      await take(desk, `settings-${section.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`)
    }
    await place('Plan')
    await page.getByRole('heading', { name: 'Plan' }).first().waitFor()
    await take(desk, 'plan')
  }
} finally {
  await browser.close()
  await Promise.all(
    started.map(async (child) => {
      if (child.exitCode !== null) return
      child.removeAllListeners('exit')
      const gone = new Promise((ended) => child.once('exit', ended))
      child.kill('SIGTERM')
      await gone
    }),
  )
  rmSync(dir, { recursive: true, force: true })
}
