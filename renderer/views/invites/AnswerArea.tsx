import { CalendarDays, ChevronDown, CircleAlert, CircleCheck, Hourglass, Mail, MessageSquare } from 'lucide-react'
import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { InviteCard as Card, InviteItem } from '../../../shared/contract/invites.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { answerWord } from '../../../shared/wording/counts.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button, IconButton, SplitButton } from '../../parts/Button.tsx'
import { Kbd } from '../../parts/Chip.tsx'
import { Select } from '../../parts/Field.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { openProposalGrid } from '../../state/propose.ts'
import { offerUndo } from '../../state/undo.ts'
import { runCommand } from '../../state/use-command.ts'
import { useDraft } from '../../state/drafts.ts'
import { afterTitle, answerButtons, answerKey, replySteps, whenWords, whose, type AnswerChoice, type Given } from './card-model.ts'
import { DelegateDialog } from './DelegateDialog.tsx'
import { HandOver } from './HandOver.tsx'
import { sendReplies } from './send-replies.ts'
import css from './invite-card.module.css'

export interface AnswerHandle {
  readonly answer: (given: Given) => void
  readonly propose: () => void
}

interface Props {
  readonly ref: Ref<AnswerHandle>
  readonly card: Card
  readonly zone: Zone
  readonly next: InviteItem | null
  readonly onNext: () => void
  readonly onSettled: () => void
  readonly onShow: () => void
  /** A date of the series that was picked: it is what is answered. */
  readonly chosen: string | null
  readonly onUnchoose: () => void
}

/** The answer: asked for, or what became of the one that was given. */
export function AnswerArea({ ref, card, zone, next, onNext, onSettled, onShow, chosen, onUnchoose }: Props): ReactNode {
  const { item } = card
  const wanted = item.section === 'needs-answer' || item.section === 'changed' || item.myAnswer === 'needs-action'
  const [changing, setChanging] = useState(false)
  const [passing, setPassing] = useState(false)
  const [as, setAs] = useState(card.myAddress)
  const [comment, setComment, dropComment] = useDraft(`answer.${item.id}`, '')
  const [running, setRunning] = useState<Given | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const buttons = answerButtons(card, zone, chosen)
  const busy = useRef(false)
  const asks = wanted || changing || chosen !== null
  const asked = useRef(asks)
  useEffect(() => {
    if (asked.current && !asks) onSettled()
    asked.current = asks
  })

  const send = async (given: Given, choice: AnswerChoice): Promise<void> => {
    if (item.objectId === null || busy.current) return
    const { objectId } = item
    busy.current = true
    setRunning(given)
    setError(null)
    const fault = await sendReplies(
      choice.replies.map((reply, at) => ({ objectId, recurrenceId: reply.recurrenceId, scope: reply.scope, answer: reply.answer, comment: at === 0 ? comment.trim() : '', ...(card.identities && card.identities.length > 1 ? { as } : {}) })),
      `${choice.label}: “${item.title}”`,
    )
    busy.current = false
    setRunning(null)
    if (fault) return setError(fault)
    setComment('')
    dropComment()
    setChanging(false)
    onUnchoose()
  }
  const answer = (given: Given): void => {
    const button = buttons.find((one) => one.answer === given)
    const choice = button?.choices[0]
    if (choice) void send(given, choice)
  }
  /** What is at the server goes from there; what the server did not take is answered anew. */
  const sendAgain = async (): Promise<void> => {
    if (item.objectId === null || busy.current) return
    if (card.replyDelivery?.severity !== 'error') return answer(item.myAnswer === 'declined' || item.myAnswer === 'tentative' ? item.myAnswer : 'accepted')
    busy.current = true
    setRunning('accepted')
    setError(null)
    const result = await runCommand('resend-answer', { objectId: item.objectId })
    busy.current = false
    setRunning(null)
    if (result.ok) offerUndo(result.value)
    else setError(result.error)
  }
  const propose = (): void => {
    if (item.objectId !== null) void openProposalGrid({ objectId: item.objectId, recurrenceId: chosen ?? card.occurrence.recurrenceId }, card.occurrence.repeats, zone, { backTo: { kind: 'invites', inviteId: item.id } })
  }
  useImperativeHandle(ref, () => ({ answer, propose }))
  const firstName = (item.organizer.name || item.organizer.address).split(/[\s@]/)[0] ?? ''

  if (!asks) return <After card={card} zone={zone} firstName={firstName} next={next} onNext={onNext} onShow={onShow} onPropose={propose} onChange={() => setChanging(true)} onAgain={() => void sendAgain()} running={running !== null} error={error} />
  return (
    <div className={css['answer']}>
      <label className={css['comment']}>
        <MessageSquare size={14} aria-hidden="true" />
        <input
          aria-label={`A word to ${firstName}, optional`}
          placeholder={`A word to ${firstName} (optional)`}
          value={comment}
          maxLength={10_000}
          onChange={(event) => setComment(event.target.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            answer(item.myAnswer === 'tentative' || item.myAnswer === 'declined' ? item.myAnswer : 'accepted')
          }}
        />
        {card.identities && card.identities.length > 1 ? null : (
          <span className="t12 fg3">
            Replying as <b className="medium fg2">{card.myAddress}</b>
          </span>
        )}
      </label>
      {card.identities && card.identities.length > 1 ? <Select label="Both are invited. Answer as" value={as} options={card.identities.map((address) => ({ value: address, label: address }))} onChange={setAs} /> : null}
      {error ? <AppErrorBlock error={error} about={{ what: `Your answer to “${item.title}”` }} /> : null}
      <div className={css['acts']}>
        {buttons.map(({ answer: given, label, choices }) => {
          const main = choices[0]
          if (!main) return null
          const kind = given === 'accepted' ? 'primary' : 'default'
          const button = (
            <Button key={given} kind={kind} size="large" running={running === given} isDisabled={running !== null && running !== given} onPress={() => void send(given, main)}>
              {label} <Kbd>{answerKey[given]}</Kbd>
            </Button>
          )
          if (choices.length < 2) return button
          return (
            <SplitButton key={given}>
              {button}
              <Menu label={`${label}: choose the dates`} entries={choices.flatMap((choice, at) => [...(at === 1 ? ['line' as const] : []), { id: choice.id, label: choice.label, ...(at === 0 ? { shortcut: answerKey[given] } : {}), onAct: () => void send(given, choice) }])}>
                <Button kind={kind} size="large" aria-label={`${label}: choose the dates`}>
                  <ChevronDown size={14} />
                </Button>
              </Menu>
            </SplitButton>
          )
        })}
        <div className={css['else']}>
          <Button kind="quiet" size="large" onPress={() => setPassing(true)}>
            Pass it on…
          </Button>
          {changing ? (
            <Button kind="quiet" size="large" onPress={() => setChanging(false)}>
              Keep “{answerWord[item.myAnswer]}”
            </Button>
          ) : (
            <>
              <ProposeButton onPress={propose} size="large" />
              <IconButton label="Show in the calendar" size="large" onPress={onShow}>
                <CalendarDays size={16} />
              </IconButton>
            </>
          )}
        </div>
      </div>
      {passing ? <DelegateDialog card={card} zone={zone} onClose={() => setPassing(false)} /> : null}
    </div>
  )
}

/** To the people grid; of a series with the date that is shown. */
function ProposeButton({ onPress, size }: { readonly onPress: () => void; readonly size?: 'large' }): ReactNode {
  return (
    <Button kind="quiet" {...(size ? { size } : {})} onPress={onPress}>
      Propose a new time… <Kbd>P</Kbd>
    </Button>
  )
}

interface AfterProps {
  readonly card: Card
  readonly zone: Zone
  readonly firstName: string
  readonly next: InviteItem | null
  readonly running: boolean
  readonly error: AppError | null
  readonly onNext: () => void
  readonly onShow: () => void
  readonly onPropose: () => void
  readonly onChange: () => void
  readonly onAgain: () => void
}

function After({ card, zone, firstName, next, running, error, onNext, onShow, onPropose, onChange, onAgain }: AfterProps): ReactNode {
  const { item } = card
  const failed = item.reply === 'refused'
  const { your, Your } = whose(card)
  const Icon = failed ? CircleAlert : item.reply === 'unsent' ? Hourglass : CircleCheck
  const mail = `mailto:${encodeURIComponent(item.organizer.address)}?subject=${encodeURIComponent(`${answerWord[item.myAnswer]}: ${item.title}`)}&body=${encodeURIComponent(`Hello ${firstName},\n\nmy answer to “${item.title}” (${whenWords(card, zone)}): ${answerWord[item.myAnswer]}.\n`)}`
  return (
    <div className={css['answer']}>
      <h3 className={css['after']} data-tone={failed ? 'bad' : item.reply === 'unsent' ? 'warn' : 'good'}>
        <Icon size={16} aria-hidden="true" />
        {afterTitle(card)}
      </h3>
      {item.reply === 'none' ? null : (
        <ol className={css['steps']}>
          {replySteps(card).map((step) => (
            <li key={step.text} data-state={step.state}>
              {step.text}
              <small>{step.detail}</small>
            </li>
          ))}
        </ol>
      )}
      {item.reply === 'none' && item.myAnswer !== 'needs-action' ? <p className="fg2">{Your} answer is in {your} calendar alone: the server tells nobody, and there is no mail account. {firstName} has to learn it another way.</p> : null}
      <HandOver card={card} />
      {failed ? <p className="fg2">{Your} answer is in {your} calendar. “Try again” sends it once more; if it still does not arrive, {firstName} has to learn it another way.</p> : null}
      {error ? <AppErrorBlock error={error} about={{ what: `Your answer to “${item.title}”` }} /> : null}
      <div className={css['acts']}>
        {item.reply === 'none' && item.myAnswer !== 'needs-action' ? (
          <a className={css['mail']} href={mail}>
            <Mail size={14} aria-hidden="true" /> Write to {firstName}
          </a>
        ) : null}
        {failed ? (
          <>
            <a className={css['mail']} href={mail}>
              <Mail size={14} aria-hidden="true" /> Write to {firstName}
            </a>
            <Button running={running} onPress={onAgain}>
              Try again
            </Button>
          </>
        ) : null}
        <Button onPress={onChange}>{item.myAnswer === 'delegated' ? 'Take it back…' : 'Change answer…'}</Button>
        <ProposeButton onPress={onPropose} />
        <Button kind="quiet" onPress={onShow}>
          Show in the calendar
        </Button>
        <span className="grow" />
        {next ? (
          <Button kind="quiet" onPress={onNext}>
            <span className="cut">Next: {next.title || 'No title'}</span> <Kbd>J</Kbd>
          </Button>
        ) : null}
      </div>
    </div>
  )
}
