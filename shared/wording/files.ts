const events = (n: number): string => (n === 1 ? '1 event' : `${n} events`)

/** After an export: what is in the file, and what is not. A series is one event. */
export function exportedWords({ fileName, objects, left }: { readonly fileName: string; readonly objects: number; readonly left: number }): { readonly title: string; readonly next: string } {
  const next = left === 0 ? '' : `${events(left)} cannot be read and ${left === 1 ? 'is' : 'are'} not in it; see “Cannot be read” in the settings.`
  return objects === 0 ? { title: 'Nothing to export', next: left === 0 ? 'There are no events in it.' : next } : { title: `${events(objects)} exported as ${fileName}`, next }
}
