import type { SendPreview } from '../../../shared/contract/events.ts'
import { keptAlsoReachesWords } from '../../../shared/wording/proposals.ts'
import { composeDecision, type ComposedDecision } from '../mail/decide.ts'
import { mailSample } from '../mail/orders.ts'
import { countMessages } from '../scheduling/compose.ts'
import { hostOf } from '../scheduling/identity.ts'
import { previewOf } from '../scheduling/preview.ts'
import type { ReadStore } from '../store/store.ts'
import type { QueryOf } from './deps.ts'

/** Who gets what when a proposal is taken or declined; nothing is kept. One that is gone sends nothing: the command says why. */
export const query: QueryOf<'proposal-decision'> = ({ read, clock }) => async (asked) => {
  const { holdSeconds } = read.settings()
  const nothing = { groups: [], messages: 0, changed: [], holdSeconds }
  const composed = composeDecision(read, asked, clock.now())
  if (!composed.ok) return { preview: nothing, told: '', mailto: '' }
  const { value } = composed
  if (asked.act === 'apply') return { preview: previewOf({ ...value, zone: read.zone(), holdSeconds, mailTo: mailSample(read, value, clock.now()) }), told: '', mailto: '' }
  const who = { address: value.row.address, name: value.row.name }
  const messages = value.extra === null && value.extraPost === null ? countMessages([...value.messages, ...value.posts]) : 1
  const mailto = messages === 0 ? `mailto:${encodeURIComponent(who.address)}?subject=${encodeURIComponent(`Stays as it is: ${value.title}`)}&body=${encodeURIComponent(asked.words)}` : ''
  const groups = messages === 0 ? [] : [{ kind: 'update' as const, why: value.told, people: [who], ...letterOf(read, value) }]
  return { preview: { ...nothing, messages, groups: [...groups, ...othersOf(value)] }, told: value.told, mailto }
}

function othersOf({ alsoReached, account }: ComposedDecision): SendPreview['groups'] {
  if (alsoReached.length === 0) return []
  return [{ kind: 'update', why: keptAlsoReachesWords(hostOf(account)), people: alsoReached.map(({ email, address, name }) => ({ address: email ?? address, name })) }]
}

function letterOf(read: ReadStore, { extra, account }: ComposedDecision): { mail?: { from: string; subject: string; text: string } } {
  if (extra === null) return {}
  return { mail: { from: read.mailAccount(account.id)?.fromAddress ?? '', subject: extra.subject, text: extra.text } }
}
