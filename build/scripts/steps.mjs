// Small things that several scripts need: run a program and say what it was, make sure of packages, count results.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

export const top = fileURLToPath(new URL('../..', import.meta.url))

/** Ends the script with a sentence when Node is too old: everything after would fail in stranger ways. */
export function needNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Parley needs Node 20.19 or newer; this is ${process.versions.node}. https://nodejs.org has it.`)
  process.exit(1)
}

/** Runs a program with its output shown; resolves with its exit code. `into` also collects the output. */
export function run(command, words, { env = {}, into, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: top, stdio: ['inherit', 'pipe', 'pipe'], env: { ...process.env, ...env }, shell: process.platform === 'win32' })
    for (const [stream, out] of [[child.stdout, process.stdout], [child.stderr, process.stderr]]) {
      stream.on('data', (bytes) => {
        if (!quiet) out.write(bytes)
        into?.push(bytes.toString())
      })
    }
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

export async function must(command, words, options) {
  const code = await run(command, words, options)
  if (code !== 0) process.exit(code)
}

/** `npm ci` when node_modules is missing or older than the lock. */
export async function needPackages() {
  const installed = `${top}node_modules/.package-lock.json`
  const lock = `${top}package-lock.json`
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  if (existsSync(installed) && sameLock(installed, lock)) return
  console.log('Installing packages (once)…')
  await must('npm', ['ci', '--loglevel=error', '--no-fund', '--no-audit'])
}

/** A fresh checkout has a newer lock file than an old install, but perhaps the same packages in it. */
function sameLock(installed, lock) {
  const versions = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const have = versions(installed)
  return Object.entries(versions(lock)).every(([name, entry]) => name === '' || entry.optional || have[name]?.version === entry.version)
}

/** Adds up what a runner said about itself; vitest and Playwright are understood. */
export function countResults(text) {
  const plain = stripVTControlCharacters(text)
  const number = (pattern) => [...plain.matchAll(pattern)].reduce((sum, found) => sum + Number(found[1]), 0)
  const vitest = [...plain.matchAll(/^\s*Tests\s+(.*)$/gm)].map((found) => found[1]).join(' ')
  const count = (word) => [...vitest.matchAll(new RegExp(`(\\d+) ${word}`, 'g'))].reduce((sum, found) => sum + Number(found[1]), 0)
  return {
    passed: count('passed') + number(/^\s+(\d+) passed(?: \(|$)/gm),
    failed: count('failed') + number(/^\s+(\d+) failed$/gm) + number(/^\s+(\d+) did not run$/gm) + number(/^\s+(\d+) interrupted$/gm) + number(/^\s+(\d+) flaky$/gm),
    skipped: count('skipped') + number(/^\s+(\d+) skipped$/gm),
  }
}
