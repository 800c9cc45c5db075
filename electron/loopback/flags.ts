export interface Flags {
  readonly help: boolean
  readonly practice: boolean
  readonly profile: string
  readonly port: number
  readonly open: boolean
  readonly keyFile: string | null
  /** For tests: practice organisations that already run, as the JSON line they printed. */
  readonly practiceHost: string | null
}

export const helpText = `Parley, a calendar for scheduling meetings with people on any server.

  npm start [-- flags]

  --practice        go straight in as Alice of the practice organisations; nothing leaves this computer
  --profile NAME    a separate set of accounts and data (default: "default")
  --port N          port of the browser window's host on 127.0.0.1 (default: a free one)
  --no-open         open nothing, print the address and keep serving
  --key-file FILE   keep the key of your saved passwords in FILE instead of this computer's keychain;
                    whoever can read the file can read the passwords
  --help            this text

Data lives in the profile's folder; the address that is printed lets one browser in, once.`

/** Throws with a sentence for a person when a flag is not known or lacks its value. */
export function readFlags(words: readonly string[]): Flags {
  const flags = { help: false, practice: false, profile: 'default', port: 0, open: true, keyFile: null as string | null, practiceHost: null as string | null }
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as string
    const [name, joined] = word.split(/=(.*)/s, 2) as [string, string | undefined]
    const value = () => {
      const next = joined ?? words[(i += 1)]
      if (next === undefined || (joined === undefined && next.startsWith('--'))) throw new Error(`${name} needs a value. --help shows all flags.`)
      return next
    }
    if (name === '--help' || name === '-h') flags.help = true
    else if (name === '--practice') flags.practice = true
    else if (name === '--no-open') flags.open = false
    else if (name === '--profile') flags.profile = value()
    else if (name === '--port') flags.port = portOf(value())
    else if (name === '--key-file') flags.keyFile = value()
    else if (name === '--practice-host') flags.practiceHost = value()
    else throw new Error(`${name} is not a flag of Parley. --help shows all flags.`)
  }
  return flags
}

function portOf(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port takes a number from 0 to 65535, not ${text}.`)
  return port
}
