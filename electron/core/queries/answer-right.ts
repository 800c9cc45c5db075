import type { Component } from '../../../shared/ical/tree.ts'
import { mayNotAnswerHereWords } from '../../../shared/wording/abilities.ts'
import { mayNotAnswerWords } from '../../../shared/wording/behalf.ts'
import { hostOf } from '../scheduling/identity.ts'
import { missingRight } from '../scheduling/sent-by.ts'
import type { AccountRow } from '../store/rows.ts'

/** Why no answer to this can be sent from here, in words, before anybody tries (SCH-46); '': it can. */
export function noAnswerRight(account: AccountRow, root: Component): string {
  switch (missingRight(account, root)) {
    case 'may-not-answer':
      return mayNotAnswerHereWords(hostOf(account))
    case 'may-not-answer-for':
      return mayNotAnswerWords(account.name)
    default:
      return ''
  }
}
