import type { PlanNewsView, WatchNewsView } from '../contract/watches.ts'
import type { Zone } from '../model/time.ts'
import { dateInWords, dayInWords, timeInWords, timesInWords } from './times.ts'

const names = (who: readonly { readonly address: string; readonly name: string }[]): string => {
  const said = who.map(({ address, name }) => name.split(/\s/)[0] || address)
  return said.length <= 2 ? said.join(' and ') : `${said[0]} and ${said.length - 1} more`
}

/** What happened, in a line; the meeting itself is named beside it. */
export function watchNewsInWords(news: WatchNewsView, zone: Zone): string {
  const they = names(news.who)
  if (news.kind === 'room') return `${they} is taken at that time now.`
  if (news.kind === 'busy') return `${they} ${news.who.length === 1 ? 'is' : 'are'} busy at that time now.`
  const { better } = news
  return better === null ? '' : `${dayInWords(better.startUtc, { zone })}, ${timesInWords(better.startUtc, better.endUtc, { zone })} now suits everybody, ${they} too.`
}

/** What to do about it. */
export const betterInWords = ({ better, kind }: WatchNewsView, zone: Zone): string =>
  better === null || kind === 'better' ? '' : `${dayInWords(better.startUtc, { zone })}, ${timeInWords(better.startUtc, { zone })} suits everybody.`

/** What happened to a plan, in a line; the plan itself is named beside it. */
export function planNewsInWords(news: PlanNewsView, zone: Zone): string {
  if (news.kind === 'earlier') return news.couldEndOn === null || news.endsOn === null ? '' : `Time opened: it could end on ${dateInWords(news.couldEndOn)} instead of ${dateInWords(news.endsOn)}.`
  const they = `${names(news.who)} ${news.who.length === 1 ? 'is' : 'are'} now busy during`
  const first = news.nextUtc === null ? '' : `${dayInWords(news.nextUtc, { zone })}, ${timeInWords(news.nextUtc, { zone })}`
  return news.blocks === 1 ? `${they} the block on ${first}.` : `${they} ${news.blocks} blocks, the first on ${first}.`
}
