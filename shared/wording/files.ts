const events = (n: number): string => (n === 1 ? '1 event' : `${n} events`)

/** After an export: what is in the file, and what is not. A series is one event. */
export function exportedWords({ fileName, objects, left }: { readonly fileName: string; readonly objects: number; readonly left: number }): { readonly title: string; readonly next: string } {
  const next = left === 0 ? '' : `${events(left)} cannot be read and ${left === 1 ? 'is' : 'are'} not in it; see “Cannot be read” in the settings.`
  return objects === 0 ? { title: 'Nothing to export', next: left === 0 ? 'There are no events in it.' : next } : { title: `${events(objects)} exported as ${fileName}`, next }
}

export const unreadableWords: Readonly<Record<'torn' | 'no-start' | 'syntax', string>> = {
  torn: 'It begins and does not end: the file is cut off or broken there.',
  'no-start': 'It says no day or time that can be read.',
  syntax: 'Its lines do not follow the rules of calendar files.',
}

/** What happens to events with guests, in one sentence. */
export const importMeetingWords = (n: number): string => `${n === 1 ? '1 of them has guests' : `${n} of them have guests`}. Nobody is written to, now or when you change ${n === 1 ? 'it' : 'them'} later: they are marked so that servers send nothing.`

export const importIntent = (n: number, calendar: string): string => `Import ${events(n)} into “${calendar}”`
export const importRowIntent = (title: string): string => `Import “${title.replace(/\s+/g, ' ').trim() || 'No title'}”`

export type ImportFate = 'added' | 'updated' | 'copied' | 'left' | 'left-same' | 'left-meeting' | 'left-read-only' | 'unreadable'

const fateWords: Readonly<Record<ImportFate, string>> = {
  added: 'Added',
  updated: 'Updated',
  copied: 'Added as a copy; the one that was here stays',
  left: 'Left as it is here',
  'left-same': 'Here already, as in the file',
  'left-meeting': 'Left as it is here: it has guests, who would be told of a change',
  'left-read-only': 'Left as it is here: its calendar can only be read',
  unreadable: 'Not imported',
}

/** A line for every event of the file. */
export function importReport(name: string, rows: readonly { readonly fate: ImportFate; readonly title: string; readonly when: string; readonly why?: string }[]): string {
  return [`Import into “${name}”`, '', ...rows.map(({ fate, title, when, why }) => `${fateWords[fate]}: ${[title || 'No title', when].filter(Boolean).join(', ')}${why === undefined ? '' : ` (${why})`}`), ''].join('\n')
}

/** After an import, in one line. */
export const importedWords = ({ added, updated, left, unreadable }: { readonly added: number; readonly updated: number; readonly left: number; readonly unreadable: number }): string =>
  [`${added} added`, ...(updated === 0 ? [] : [`${updated} updated`]), ...(left === 0 ? [] : [`${left} left as ${left === 1 ? 'it is' : 'they are'} here`]), ...(unreadable === 0 ? [] : [`${unreadable} could not be read`])].join(' · ')
