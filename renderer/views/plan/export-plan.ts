import { fetchQuery } from '../../state/live-query.ts'
import { say, sayError } from '../../state/undo.ts'

/** Hands the file to the browser, which asks where to put it or puts it among the downloads. */
export async function exportPlan(planId: string, format: 'ics' | 'csv'): Promise<void> {
  const { value, error } = await fetchQuery('plan-export', { planId, format })
  if (value === null) return error === null ? undefined : sayError(error)
  const url = URL.createObjectURL(new Blob([value.text], { type: `${value.mimeType};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = value.fileName
  link.click()
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
  say(`Exported as ${value.fileName}`)
}
