import { noLimits } from '../../../shared/model/calendars.ts'
import type { CollectionRow } from './rows.ts'

type Own = Pick<CollectionRow, 'id' | 'accountId' | 'href' | 'name' | 'hue' | 'countsAsBusy' | 'position'>

/** One of which no server has said anything yet: a calendar that may be written and changed, unless told otherwise. */
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
