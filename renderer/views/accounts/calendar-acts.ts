import type { CallInput } from '../../../shared/contract/calls.ts'
import type { AccountView, CalendarView } from '../../../shared/contract/calendars.ts'
import { offerUndo, sayError } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'

/** A choice takes effect at once. Once the server has it, undo makes the opposite choice. */
export async function changeCalendar(before: CalendarView, change: Omit<CallInput<'set-calendar'>, 'id'>): Promise<void> {
  const result = await runCommand('set-calendar', { id: before.id, ...change })
  if (!result.ok) return sayError(result.error)
  const { name, hue, countsAsBusy, description } = before
  const was = { name, hue, countsAsBusy, description }
  const back = Object.fromEntries(Object.keys(change).flatMap((field) => (field in was ? [[field, was[field as keyof typeof was]]] : [])))
  if (result.value.queueIds.length > 0) offerUndo(result.value, () => runCommand('set-calendar', { id: before.id, ...back }))
}

/** One place up or down among the calendars of its account. */
export async function moveCalendar(account: AccountView, calendar: CalendarView, step: -1 | 1): Promise<void> {
  const ids = account.calendars.map((one) => one.id)
  const from = ids.indexOf(calendar.id)
  const moved = ids.toSpliced(from, 1).toSpliced(from + step, 0, calendar.id)
  const result = await runCommand('order-calendars', { accountId: account.id, ids: moved })
  if (!result.ok) return sayError(result.error)
  if (result.value.queueIds.length > 0) offerUndo(result.value, () => runCommand('order-calendars', { accountId: account.id, ids }))
}
