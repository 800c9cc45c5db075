import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * Opens on the port of last time where it is free. A browser keeps by origin what was being written, what was looked at, and the
 * page with its compiled code: with a new port at each start all of it would be gone. `asked` 0 leaves the choice to us.
 */
export async function openOnLastPort<Opened extends { readonly origin: string }>(file: string, asked: number, open: (port: number) => Promise<Opened>): Promise<Opened> {
  if (asked !== 0) return open(asked)
  const last = portIn(file)
  const opened = last === 0 ? await open(0) : await open(last).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return open(0)
    throw error
  })
  const { port } = new URL(opened.origin)
  if (Number(port) !== last) writeFileSync(file, `${port}\n`, { mode: 0o600 })
  return opened
}

function portIn(file: string): number {
  const port = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  return Number.isInteger(port) && port > 1_023 && port <= 65_535 ? port : 0
}
