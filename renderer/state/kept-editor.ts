import type { EventDraft } from '../../shared/contract/events.ts'
import { dropDraft, readDraft, writeDraft } from './drafts.ts'
import { openEditor, useLooking } from './looking.ts'

const name = 'editor'

/** The draft in the editor with what it was when it was opened. */
export interface KeptEditor {
  readonly draft: EventDraft
  /** Null when it was already changed when the editor got it. */
  readonly opened: EventDraft | null
}

export const keptEditor = (): KeptEditor | null => readDraft<KeptEditor>(name)
export const keepEditor = (kept: KeptEditor): void => writeDraft(name, kept)
export const forgetKeptEditor = (): void => dropDraft(name)

/** After a reload: opens the editor again when it held work that was neither saved nor thrown away. */
export function reopenKeptEditor(): void {
  const kept = keptEditor()
  if (kept && useLooking.getState().editor === null) openEditor({ kind: 'draft', draft: kept.draft })
}
