import type { AccountId, Uid } from '../../../shared/model/ids.ts'
import type { Instant } from '../../../shared/model/time.ts'
import { ledgerText, type LedgerFact } from '../../../shared/wording/ledger.ts'
import type { AccountRow, LedgerRow } from '../store/rows.ts'

type Who = Partial<Pick<LedgerRow, 'address' | 'comment' | 'recurrenceId'>>

/** Who did what the person at this computer did there. */
export const doerFor = ({ behalf, name }: Pick<AccountRow, 'behalf' | 'name'>): string => (behalf === null ? 'You' : `You, for ${name},`)

/** One line of a meeting's history, in words made once: they must not change when the wording does. */
export const ledgerRow = (accountId: AccountId, uid: Uid, atUtc: Instant, fact: LedgerFact, who: Who = {}, doer?: string): LedgerRow => ({
  accountId,
  uid,
  atUtc,
  text: ledgerText(fact, doer),
  address: null,
  comment: '',
  recurrenceId: null,
  ...who,
})
