// A fingerprint of all sources by name, size and time, so that a start can tell in some milliseconds whether to build.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const top = fileURLToPath(new URL('../..', import.meta.url))
const sources = ['shared', 'electron', 'renderer', 'assets', 'build/bundle', 'package-lock.json']

function* files(path) {
  const info = statSync(path)
  if (!info.isDirectory()) {
    yield `${path} ${info.size} ${Math.round(info.mtimeMs)}`
    return
  }
  for (const name of readdirSync(path).sort()) yield* files(`${path}/${name}`)
}

export async function sourceStamp() {
  const hash = createHash('sha256')
  for (const source of sources) {
    if (!existsSync(`${top}${source}`)) continue
    for (const line of files(`${top}${source}`)) hash.update(line)
  }
  return hash.digest('hex')
}

export async function builtFromTheseSources() {
  const path = `${top}build/out/stamp`
  return existsSync(path) && readFileSync(path, 'utf8') === (await sourceStamp())
}
