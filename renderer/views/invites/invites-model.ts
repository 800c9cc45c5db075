import type { InviteItem } from '../../../shared/contract/invites.ts'
import type { Answer } from '../../../shared/model/people.ts'
import type { InviteId } from '../../../shared/model/ids.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { answerWord } from '../../../shared/wording/counts.ts'
import { localDate } from '../../../shared/wording/dates.ts'
import { dateInWords, timeInWords } from '../../../shared/wording/times.ts'

export type Section = InviteItem['section']

const sectionOrder: readonly Section[] = ['needs-answer', 'changed', 'cancelled', 'problems', 'answered']
export const sectionName: Readonly<Record<Section, string>> = {
  'needs-answer': 'Needs answer',
  changed: 'Changed since you answered',
  cancelled: 'Cancelled',
  problems: 'Problems',
  answered: 'Answered',
}

export interface SectionView {
  readonly section: Section
  readonly items: readonly InviteItem[]
}

/** What waits for the person first; inside a section the next date first. */
export function sectionsOf(items: readonly InviteItem[]): SectionView[] {
  return sectionOrder
    .map((section) => ({ section, items: items.filter((item) => item.section === section).toSorted((a, b) => a.startUtc - b.startUtc || a.title.localeCompare(b.title)) }))
    .filter((view) => view.items.length > 0)
}

/** `Wed 10:30, 12 dates · Erin Walsh`; for what is answered, what became of the reply. */
export function lineOf(item: InviteItem, zone: Zone): { readonly text: string; readonly bad: boolean } {
  if (item.news !== '') return { text: item.news, bad: false }
  if (item.reply === 'refused') return { text: 'Your reply was refused', bad: true }
  const date = item.startDate ?? localDate(item.startUtc, zone)
  const time = item.startDate === null ? timeInWords(item.startUtc, { zone }) : 'all day'
  const when = `${dateInWords(date).split(' ')[0]} ${time}${item.dates && item.dates.total > 1 ? `, ${item.dates.total} dates` : ''}`
  const reply = { none: '', unsent: 'not sent yet', sent: 'reply sent', delivered: 'reply delivered' }[item.reply]
  const who = isOwnProblem(item) || isDecision(item) ? 'your own meeting' : item.section === 'answered' && reply ? reply : item.organizer.name || item.organizer.address
  return { text: `${when} · ${who}`, bad: false }
}

/** A meeting I organize: there is no answer of mine that could have been refused. */
const isOwnProblem = (item: InviteItem): boolean => item.section === 'problems' && item.reply === 'none'

/** A meeting I organize, to which somebody came whom I did not ask. An invitation that needs an answer has none. */
const isDecision = (item: InviteItem): boolean => item.section === 'needs-answer' && item.myAnswer !== 'needs-action'

export interface Badge {
  readonly text: string
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
}

/** Conflicts where an answer is wanted, the answer where one was given. */
export function badgeOf(item: InviteItem): Badge | null {
  if (item.section === 'cancelled') return { text: 'Cancelled', tone: 'bad' }
  if (isDecision(item)) return { text: 'Decide', tone: 'warn' }
  if (item.reply === 'refused' || isOwnProblem(item)) return { text: 'Not delivered', tone: 'bad' }
  if (item.section === 'answered' && item.news !== '') return null
  if (item.section === 'answered' || item.section === 'problems') return item.myAnswer === 'needs-action' ? null : { text: answerWord[item.myAnswer], tone: answerTone[item.myAnswer] }
  if (item.section === 'needs-answer' && item.news !== '') return { text: 'New time?', tone: 'warn' }
  if (item.conflicts === null) return { text: 'Over', tone: 'plain' }
  if (item.dates && item.dates.total > 1 && item.dates.clear < item.dates.total) return { text: `${item.dates.clear} of ${item.dates.total} clear`, tone: item.conflicts > 0 ? 'bad' : 'plain' }
  if (item.conflicts > 0) return { text: item.conflicts === 1 ? '1 conflict' : `${item.conflicts} conflicts`, tone: 'bad' }
  return { text: 'No conflicts', tone: 'good' }
}

const answerTone: Readonly<Record<Answer, Badge['tone']>> = { accepted: 'good', tentative: 'warn', declined: 'plain', delegated: 'plain', 'needs-action': 'plain' }

/** The neighbour of `id` in the order of the screen; the first when nothing is chosen. */
export function neighbour(views: readonly SectionView[], id: InviteId | null, by: 1 | -1): InviteId | null {
  const all = views.flatMap((view) => view.items)
  const at = all.findIndex((item) => item.id === id)
  if (at < 0) return all[0]?.id ?? null
  return all[Math.min(Math.max(at + by, 0), all.length - 1)]?.id ?? null
}

/**
 * Where one goes on after `id`. What was answered a moment ago has moved down among the answered: one goes on from the place it
 * had (`after`: those that followed it there), to what still waits, and from the top once more when nothing follows.
 */
export function onwards(views: readonly SectionView[], id: InviteId | null, after: readonly InviteId[] | null): InviteId | null {
  const waiting = views.filter((view) => view.section !== 'answered').flatMap((view) => view.items.map((item) => item.id))
  if (after === null || id === null || waiting.includes(id)) return neighbour(views, id, 1)
  return after.find((one) => waiting.includes(one)) ?? waiting[0] ?? neighbour(views, id, 1)
}

/** It can be answered from the list: it lies ahead, asks me, and was not called off (`conflicts` is known for those alone). */
export const isAnswerable = (item: InviteItem): boolean => item.conflicts !== null && item.objectId !== null

/** Those from one to the other in the order of the screen, both included, that can be answered. */
export function between(views: readonly SectionView[], from: InviteId | null, to: InviteId): InviteId[] {
  const all = views.flatMap((view) => view.items)
  const ends = [from ?? to, to].map((id) => all.findIndex((item) => item.id === id)).filter((at) => at >= 0)
  return all.slice(Math.min(...ends), Math.max(...ends) + 1).filter(isAnswerable).map((item) => item.id)
}

/** What can be accepted without a look: nothing in the way, all dates clear. */
export const withoutConflict = (items: readonly InviteItem[]): InviteItem[] =>
  items.filter((item) => item.section === 'needs-answer' && item.conflicts === 0 && item.objectId !== null && (item.dates === null || item.dates.clear === item.dates.total))
