import { noLimits } from '../../../shared/model/calendars.ts'
import type { CollectionRow } from './rows.ts'

type Own = Pick<CollectionRow, 'id' | 'accountId' | 'href' | 'name' | 'hue' | 'countsAsBusy' | 'position'>

/** A calendar made here, that may be written and changed; no server has said anything about it yet. */
export const newCollection = (own: Own & Partial<CollectionRow>): CollectionRow => ({
  kind: 'calendar',
  description: '',
  says: null,
  limits: noLimits,
  rights: { change: true, remove: true },
  visible: true,
  writable: true,
  isDefault: false,
  components: ['VEVENT'],
  reports: [],
  syncToken: null,
  ctag: null,
  gone: false,
  removed: false,
  lastSuccessUtc: null,
  problem: null,
  owner: null,
  ...own,
})
