import type { WatchNewsView } from '../contract/watches.ts'
import type { Zone } from '../model/time.ts'
import { dayInWords, timeInWords, timesInWords } from './times.ts'

const names = (who: WatchNewsView['who']): string => {
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
