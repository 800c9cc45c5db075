// The one door to drafts: what the editor holds, checked while typing, and put back into the received text.
export { applyDraft, type AppliedDraft, type DraftContext } from './apply-draft.ts'
export { allDayWhen, draftOf, eventForScope, isSeries, newDraft, timedWhen, type DraftIds, type NewDraft } from './draft-of.ts'
export { validateDraft, type DraftProblem } from './validate-draft.ts'
