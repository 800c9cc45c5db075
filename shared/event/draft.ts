// The one door to drafts: what the editor holds, checked while typing, and put back into the received text.
export { applyDraft, type AppliedDraft, type DraftContext } from './apply-draft.ts'
export { allDayWhen, draftOf, eventForScope, isSeries, timedWhen, type DraftIds } from './draft-of.ts'
export { newDraft, type NewDraft } from './new-draft.ts'
export { validateDraft, type DraftProblem } from './validate-draft.ts'
