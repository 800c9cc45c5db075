import { create } from 'zustand'
import type { CallInput, CallOutput } from '../../shared/contract/calls.ts'
import type { ImportFound } from '../../shared/contract/files.ts'
import { say, sayError } from './undo.ts'
import { runCommand } from './use-command.ts'

/** A file, mail or pasted text that lies open: what it is, and the text, since taking it reads it again. */
export interface OpenedIcs {
  readonly text: string
  readonly name: string
  readonly opened: CallOutput<'open-ics'>
  /** It waits in the Inbox of an account, and leaves it once something was done with it. */
  readonly inboxItem?: CallInput<'let-go-message'>
}

export const useOpenedIcs = create<{ readonly shown: OpenedIcs | null }>(() => ({ shown: null }))
export const closeIcs = (): void => useOpenedIcs.setState({ shown: null })

/** A file of many events that waits to be imported. */
export interface Importing {
  readonly text: string
  readonly name: string
  readonly found: ImportFound
}

export const useImporting = create<{ readonly shown: Importing | null }>(() => ({ shown: null }))
export const closeImport = (): void => useImporting.setState({ shown: null })

/** What the contract takes in one piece. */
const mostBytes = 5_000_000

export async function openIcsText(text: string, name: string): Promise<void> {
  if (text.trim() === '') return say(`${name} was not taken`, 'It is empty.')
  const looked = await runCommand('look-at-import', { text })
  if (!looked.ok) return sayError(looked.error)
  if (looked.value.found !== null) return useImporting.setState({ shown: { text, name, found: looked.value.found } })
  const result = await runCommand('open-ics', { text })
  if (!result.ok) return sayError(result.error)
  if (result.value.items.length === 0) return say(`${name} was not taken`, result.value.problem)
  useOpenedIcs.setState({ shown: { text, name, opened: result.value } })
}

/** A message that waits in an Inbox: who posted it was checked by the server there. */
export async function openWaiting(text: string, name: string, inboxItem: CallInput<'let-go-message'>): Promise<void> {
  const result = await runCommand('open-ics', { text, inboxItem })
  if (!result.ok) return sayError(result.error)
  if (result.value.items.length === 0) return say('This message cannot be opened', result.value.problem)
  useOpenedIcs.setState({ shown: { text, name, opened: result.value, inboxItem } })
}

export async function openIcsFile(file: File): Promise<void> {
  if (file.size > mostBytes) return say(`${file.name} is too large`, 'Parley opens files of up to 5 MB.')
  await openIcsText(await file.text(), file.name)
}

/** The entry "Open .ics…": asks the system for a file. */
export function pickIcsFile(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.ics,.eml,text/calendar,message/rfc822'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file) void openIcsFile(file)
  })
  input.click()
}

export const isIcsFile = (file: Pick<File, 'name' | 'type'>): boolean => /\.(ics|ical|ifb|eml)$/i.test(file.name) || file.type === 'text/calendar' || file.type === 'message/rfc822'
export const isIcsText = (text: string): boolean => /BEGIN:VCALENDAR/i.test(text.slice(0, 100_000))
