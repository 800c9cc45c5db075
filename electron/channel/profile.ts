import { homedir } from 'node:os'
import { join } from 'node:path'

/** Folder of a profile, by the custom of each system. `PARLEY_HOME` moves all of them, for tests and for portable use. */
export function profileDir(name: string, platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  if (!/^[\w.-]{1,64}$/.test(name) || name.startsWith('.')) throw new Error(`a profile name has letters, digits, "-", "_" and "." only: ${name}`)
  return join(base(platform, env), name)
}

function base(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (env['PARLEY_HOME']) return env['PARLEY_HOME']
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Parley')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Parley')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'parley')
}
