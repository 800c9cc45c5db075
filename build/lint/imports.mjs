// The import table of the house: a file imports from lower rungs, never from a neighbour on its rung, never upward.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))

/** Rungs from low to high; rooms in one inner list are neighbours. A room also reads its own files. */
const ladders = [
  { base: 'shared', rungs: [['model'], ['time'], ['ical'], ['recurrence'], ['event'], ['itip'], ['freebusy'], ['planning'], ['contract'], ['wording']] },
  {
    base: 'electron/core',
    rungs: [['ports.ts'], ['switched-network.ts', 'steady.ts', 'note-faults.ts'], ['gather-changes.ts'], ['dav', 'store'], ['accounts', 'notices'], ['scheduling', 'freebusy', 'contacts'], ['reminders'], ['mail'], ['sync'], ['availability'], ['local', 'publishing', 'subscriptions', 'watching'], ['queries', 'commands'], ['handle-call.ts'], ['handlers.ts'], ['create-core.ts']],
  },
  { base: 'renderer', rungs: [['styles'], ['parts', 'client'], ['state'], ['views'], ['app'], ['main.tsx']] },
]

/** Where a rung points upward on purpose, with the reason. */
const allowed = new Map([
  ['shared/event -> shared/contract', 'drafts and parts are the words of the contract; types only'],
  ['shared/recurrence -> shared/contract', 'repeat rules are the words of the contract; types only'],
  ['shared/itip -> shared/contract', 'deliveries are the words of the contract; types only'],
  ['shared/planning -> shared/contract', 'plans are the words of the contract; types only'],
  ['shared/freebusy -> shared/contract', 'busy answers are the words of the contract; types only'],
])

/** Packages each top-level part may load; a prefix with "/" at the end allows sub-paths. */
const packages = {
  shared: ['ical.js', 'rrule-temporal', 'temporal-polyfill', 'zod', 'date-fns', 'date-fns/', '@date-fns/tz'],
  'electron/core': ['node:', 'undici', 'saxes', 'tsdav', '@photostructure/sqlite', 'zod', 'nodemailer', 'nodemailer/'],
  'electron/channel': ['node:', '@napi-rs/keyring'],
  'electron/practice': ['node:', 'saxes', 'zod'],
  'electron/loopback': ['node:', 'ws'],
  'electron/desktop': ['node:', 'electron'],
  renderer: ['react', 'react/', 'react-dom', 'react-dom/', 'zustand', 'zustand/', 'react-aria-components/', 'lucide-react', '@tanstack/react-virtual', 'date-fns', 'date-fns/', '@date-fns/tz', '@fontsource-variable/inter', '@fontsource-variable/inter/'],
}
const testPackages = ['vitest', 'esbuild', 'fast-check', 'node:', '@playwright/test', 'react-dom/', 'ws', 'undici']

const parts = Object.keys(packages).sort((a, b) => b.length - a.length)
const faults = []

for (const file of sourceFiles(['shared', 'electron', 'renderer'])) {
  const isTest = /\.test\.tsx?$/.test(file) || file.includes('/testing/') || file.includes('/fixtures/')
  const part = parts.find((name) => file.startsWith(`${name}/`))
  for (const { from, typeOnly } of importsOf(file)) {
    if (from.startsWith('.')) checkInside(file, relative(top, resolve(top, dirname(file), from)), typeOnly, isTest)
    else if (part) checkPackage(file, part, from, isTest)
  }
}

function checkInside(file, target, typeOnly, isTest) {
  if (target === 'package.json' || target.endsWith('.css') || target.startsWith('assets/')) return
  const say = (why) => faults.push(`${file} imports ${target}: ${why}`)
  if (file.startsWith('shared/') && !target.startsWith('shared/')) return say('shared/ stands alone')
  if (file.startsWith('renderer/') && !/^(renderer|shared)\//.test(target)) return say('the page imports shared/ only')
  if (file.startsWith('electron/core/') && !/^(electron\/core|shared)\//.test(target) && !isTest) return say('the core knows no host')
  if (target.includes('/testing/') && !isTest) return say('testing/ is for tests')
  if (isTest) return
  for (const { base, rungs } of ladders) {
    const from = rungOf(base, rungs, file)
    const to = rungOf(base, rungs, target)
    if (!from || !to || from.room === to.room) continue
    if (to.height < from.height) continue
    if (typeOnly && allowed.has(`${base}/${from.room} -> ${base}/${to.room}`)) continue
    say(to.height === from.height ? `${from.room} and ${to.room} are neighbours` : `${to.room} stands above ${from.room}`)
  }
}

function rungOf(base, rungs, path) {
  if (!path.startsWith(`${base}/`)) return null
  const room = path.slice(base.length + 1).split('/')[0]
  const height = rungs.findIndex((rung) => rung.includes(room))
  if (height < 0) {
    if (!['testing', 'fixtures', 'types.d.ts', 'index.html'].includes(room)) faults.push(`${path}: ${room} has no rung in build/lint/imports.mjs`)
    return null
  }
  return { room, height }
}

function checkPackage(file, part, from, isTest) {
  const known = isTest ? [...packages[part], ...testPackages] : packages[part]
  if (!known.some((name) => (name.endsWith(':') || name.endsWith('/') ? from.startsWith(name) : from === name))) faults.push(`${file} imports ${from}: not in the package list of ${part}`)
}

function importsOf(file) {
  const text = readFileSync(join(top, file), 'utf8')
  const found = []
  for (const match of text.matchAll(/^\s*(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)) found.push({ from: match[2], typeOnly: Boolean(match[1]) })
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) found.push({ from: match[1], typeOnly: false })
  return found
}

function* sourceFiles(dirs) {
  for (const dir of dirs) {
    for (const name of readdirSync(join(top, dir)).sort()) {
      const path = `${dir}/${name}`
      if (statSync(join(top, path)).isDirectory()) yield* sourceFiles([path])
      else if (/\.(ts|tsx)$/.test(name)) yield path
    }
  }
}

for (const fault of new Set(faults)) console.error(fault)
if (faults.length > 0) process.exit(1)
