import type { CallInput } from '../../shared/contract/calls.ts'
import { exportedWords } from '../../shared/wording/files.ts'
import { saveFile } from '../parts/save-file.ts'
import { fetchQuery } from './live-query.ts'
import { say, sayError } from './undo.ts'

/** Events become a file among the downloads, or where the person says. */
export async function exportIcs(asked: CallInput<'ics-export'>): Promise<void> {
  const { value, error } = await fetchQuery('ics-export', asked)
  if (value === null) return error === null ? undefined : sayError(error)
  const { title, next } = exportedWords(value)
  if (value.objects > 0) saveFile(value.fileName, value.text)
  say(title, next)
}
