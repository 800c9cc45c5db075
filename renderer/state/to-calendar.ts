import { create } from 'zustand'
import type { CollectionId, ObjectId } from '../../shared/model/ids.ts'
import { select, useLooking } from './looking.ts'
import { offerUndo, sayError } from './undo.ts'
import { runCommand } from './use-command.ts'

/** The calendar under an event that is being dragged, and would take it if it were let go. */
export const useDropCalendar = create<{ readonly over: CollectionId | null }>(() => ({ over: null }))
export const showDropCalendar = (over: CollectionId | null): void => {
  if (useDropCalendar.getState().over !== over) useDropCalendar.setState({ over })
}

/** Where a calendar of the sidebar is written down, so that a drag finds it. */
export const calendarAt = (x: number, y: number): CollectionId | null =>
  (document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-calendar]')?.dataset['calendar'] as CollectionId | undefined) ?? null

/** At once; taken back by undo, and by moving it back once its server has it. */
export async function moveToCalendar(objectId: ObjectId, from: CollectionId, to: CollectionId): Promise<void> {
  if (from === to) return
  const moved = await runCommand('move-to-calendar', { objectId, collectionId: to })
  if (!moved.ok) return sayError(moved.error)
  const there = moved.value.objectId
  offerUndo(moved.value, there === null ? null : () => runCommand('move-to-calendar', { objectId: there, collectionId: from }))
  const { selected } = useLooking.getState()
  if (there !== null && selected?.objectId === objectId) select({ ...selected, objectId: there })
}

export async function copyToCalendar(objectId: ObjectId, to: CollectionId): Promise<void> {
  const copied = await runCommand('copy-to-calendar', { objectId, collectionId: to })
  if (copied.ok) offerUndo(copied.value)
  else sayError(copied.error)
}
