import type { Settings } from '../../../shared/contract/app.ts'
import type { NoticeAction, Place } from '../../../shared/contract/wire.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { toLocal } from '../../../shared/time/zones.ts'
import { kindOfNotice, noticeWords, type NoticeFact } from '../../../shared/wording/notices.ts'
import type { Clock, Notifier } from '../ports.ts'
import type { ReadStore } from '../store/store.ts'

export interface News {
  readonly fact: NoticeFact
  readonly opens: Place
  readonly actions?: readonly NoticeAction[]
  /** Whose news it is, where it is not the person's own. */
  readonly behalf?: string
}

export interface Notices {
  /** What came in one moment. Later than the quiet hours nothing is made up for: the lists have it. */
  tell(news: readonly News[]): void
}

/** More than a few at once, after a holiday or a first sync, are told in one. */
const mostNotices = 3

export function createNotices({ read, clock, notifier, newId }: { readonly read: ReadStore; readonly clock: Clock; readonly notifier: Notifier; readonly newId: () => string }): Notices {
  return {
    tell(news) {
      const settings = read.settings()
      if (isQuiet(settings.quietHours, clock.now(), read.zone())) return
      const wanted = news.filter(({ fact }) => settings.notices.includes(kindOfNotice(fact)))
      const first = wanted[0]
      if (first === undefined) return
      const told: readonly News[] = wanted.length > mostNotices ? [{ fact: { kind: 'many', count: wanted.length, of: kindOfNotice(first.fact) }, opens: { kind: 'invites' } }] : wanted
      for (const { fact, opens, actions = [], behalf } of told) notifier.notify({ id: newId(), kind: kindOfNotice(fact), ...noticeWords(fact, behalf), opens, actions })
    },
  }
}

/** Start and end are minutes of the day on the clocks of `zone`; an end before the start lies on the next day. Equal ones are no time at all. */
export function isQuiet(hours: Settings['quietHours'], nowUtc: Instant, zone: Zone): boolean {
  if (hours === null) return false
  const local = toLocal(nowUtc, zone)
  const minute = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16))
  const { startMin, endMin } = hours
  return startMin <= endMin ? minute >= startMin && minute < endMin : minute >= startMin || minute < endMin
}
