import type { AttendeeView } from '../../../shared/contract/events.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { localDate, momentInWords } from '../../../shared/wording/dates.ts'

export interface Nudge {
  /** Not reminded today. */
  readonly due: readonly AttendeeView[]
  /** Reminded today: asking again would press them. It can be done all the same. */
  readonly recent: readonly AttendeeView[]
}

/** Of those who have not answered: whom to remind. One reminder a day, on the clocks of the person who sends it. */
export function nudgeOf(waiting: readonly AttendeeView[], nowUtc: Instant, zone: Zone): Nudge {
  const isRecent = ({ remindedUtc }: AttendeeView): boolean => remindedUtc !== undefined && localDate(remindedUtc, zone) === localDate(nowUtc, zone)
  return { due: waiting.filter((one) => !isRecent(one)), recent: waiting.filter(isRecent) }
}

/** `Reminded today 10:12 · again from tomorrow`, `Reminded Mon 18:04`; '' for one who was not. */
export function remindedWords({ remindedUtc }: Pick<AttendeeView, 'remindedUtc'>, nowUtc: Instant, zone: Zone): string {
  if (remindedUtc === undefined) return ''
  const moment = momentInWords(remindedUtc, nowUtc, zone)
  const said = `Reminded ${moment.replace(/^(Today|Yesterday)/, (day) => day.toLowerCase())}`
  return localDate(remindedUtc, zone) === localDate(nowUtc, zone) ? `${said} · again from tomorrow` : said
}

/** The button over the people: how many would be asked, or that all were today. */
export function nudgeLabel({ due, recent }: Nudge): string {
  return due.length > 0 ? `Remind ${due.length}…` : recent.length > 0 ? 'Reminded today…' : ''
}
