import type { AccountId, Uid } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { ledgerText, type LedgerFact } from '../../../shared/wording/ledger.ts'
import type { LedgerRow } from '../store/rows.ts'

type Who = Partial<Pick<LedgerRow, 'address' | 'comment' | 'recurrenceId'>>

/** One line of a meeting's history, in words made once: they must not change when the wording does. */
export const ledgerRow = (accountId: AccountId, uid: Uid, atUtc: Instant, fact: LedgerFact, who: Who = {}): LedgerRow => ({
  accountId,
  uid,
  atUtc,
  text: ledgerText(fact),
  address: null,
  comment: '',
  recurrenceId: null,
  ...who,
})
