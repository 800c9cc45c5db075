import { CalendarSearch, Mail, Send } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { ProposalAsk, ProposalPreview, ProposalWayKind } from '../../../shared/contract/proposals.ts'
import type { Answer } from '../../../shared/model/people.ts'
import { answerWord } from '../../../shared/wording/counts.ts'
import { proposeLabel } from '../../../shared/wording/proposals.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { useDraft } from '../../state/drafts.ts'
import { useQuery } from '../../state/live-query.ts'
import { closeProposing, leavePeopleGrid, showCalendar, useLooking, type ProposingTarget } from '../../state/looking.ts'
import { openProposalGrid } from '../../state/propose.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { answerWith } from './propose-model.ts'
import css from './propose.module.css'

/** Another time for somebody else's meeting, before it leaves: what is asked for, who gets it and by which way. */
export function ProposeSheet(): ReactNode {
  const target = useLooking((looking) => looking.proposing)
  return target === null ? null : <Asking key={`${target.instance.objectId} ${target.instance.recurrenceId} ${JSON.stringify(target.when)}`} target={target} />
}

function Asking({ target }: { readonly target: ProposingTarget }): ReactNode {
  const { instance, when, repeats } = target
  const zone = useZone()
  const onGrid = useLooking((looking) => looking.route.kind === 'people-grid')
  const [scope, setScope] = useState<ProposalAsk['scope']>('this')
  const [comment, setComment, dropComment] = useDraft(`propose.${instance.objectId}.${instance.recurrenceId ?? ''}`, '')
  const [chosenWay, setWay] = useState<ProposalWayKind | null>(null)
  const [chosenAnswer, setAnswer] = useState<Answer | null>(null)
  const ask: ProposalAsk = { ...instance, scope, when, comment }
  const preview = useQuery('proposal-preview', ask)
  const command = useCommand('propose-time')
  const shown = preview.value
  const way = shown?.ways.find((one) => one.way === chosenWay) ?? shown?.ways[0] ?? null
  const answer = way === null ? null : answerWith(way.answers, chosenAnswer)
  const send = async (): Promise<void> => {
    if (way === null) return
    const result = await command.run({ ...ask, way: way.way, answer })
    if (!result.ok) return
    setComment('')
    dropComment()
    offerUndo(result.value)
    closeProposing()
    // Back among the invitations, else where the ghost of it now stands.
    if (onGrid && useLooking.getState().peopleGrid.backTo !== null) leavePeopleGrid()
    else if (onGrid) showCalendar(useLooking.getState().mode, (when.kind === 'all-day' ? when.startDate : when.localStart).slice(0, 10))
  }
  return (
    <Dialog
      title="Propose a new time"
      isOpen
      onClose={closeProposing}
      width={560}
      actions={
        <>
          {onGrid ? null : (
            <Button icon={<CalendarSearch size={14} />} onPress={() => void openProposalGrid(instance, repeats, zone, { when })}>
              See everybody’s time
            </Button>
          )}
          <span className="grow" />
          <Button onPress={closeProposing}>Leave it</Button>
          <Button kind="primary" icon={<Send size={14} />} running={command.running} isDisabled={way === null || preview.previous || (way.answers.length > 0 && answer === null)} onPress={() => void send()}>
            {proposeLabel(answer)}
          </Button>
        </>
      }
    >
      {shown ? (
        <p className={css['times']}>
          <span className="cut">{shown.title || 'No title'}</span>
          {shown.before ? <s>{shown.before}</s> : null}
          {shown.after ? <b>{shown.after}</b> : null}
        </p>
      ) : null}
      {repeats && instance.recurrenceId !== null ? (
        <RadioGroup aria-label="How much of the series" value={scope} onChange={(value) => setScope(value as ProposalAsk['scope'])} className={css['choices'] ?? ''}>
          <Choice value="this">Only this date</Choice>
          <Choice value="all">The whole series, at this time of day</Choice>
        </RadioGroup>
      ) : null}
      <label className={css['words']}>
        {`A word to ${shown ? shown.organizer.name || shown.organizer.address || 'the organizer' : 'the organizer'} (optional)`}
        <textarea value={comment} maxLength={10_000} onChange={(event) => setComment(event.target.value)} />
      </label>
      {preview.error ?? command.error ? <AppErrorBlock error={(preview.error ?? command.error)!} about={{ what: 'Your proposal' }} /> : null}
      {shown ? <Ways shown={shown} way={way} answer={answer} onWay={setWay} onAnswer={setAnswer} /> : preview.error ? null : <Spinner label="Looking how it can be sent" />}
    </Dialog>
  )
}

const wayWord: Readonly<Record<ProposalWayKind, string>> = { mail: 'By mail, my answer stays', post: 'Through the calendar server, my answer stays', reply: 'Through the calendar server, with an answer' }

interface WaysProps {
  readonly shown: ProposalPreview
  readonly way: ProposalPreview['ways'][number] | null
  readonly answer: Answer | null
  readonly onWay: (way: ProposalWayKind) => void
  readonly onAnswer: (answer: Answer) => void
}

function Ways({ shown, way, answer, onWay, onAnswer }: WaysProps): ReactNode {
  return (
    <div aria-live="polite">
      {shown.problem ? (
        <p className={css['problem']} role="alert">
          {shown.problem}{' '}
          {shown.mailto ? (
            <a href={shown.mailto}>
              <Mail size={12} aria-hidden="true" /> Write a mail
            </a>
          ) : null}
        </p>
      ) : null}
      {shown.ways.length > 1 ? (
        <RadioGroup aria-label="How it is sent" value={way?.way ?? ''} onChange={(value) => onWay(value as ProposalWayKind)} className={css['choices'] ?? ''}>
          {shown.ways.map((one) => (
            <Choice key={one.way} value={one.way}>
              {wayWord[one.way]}
            </Choice>
          ))}
        </RadioGroup>
      ) : null}
      {way !== null && way.answers.length > 0 ? (
        <CarryingAnswer answers={way.answers} answer={answer} onAnswer={onAnswer} />
      ) : null}
      {way ? <p className={css['why']}>{way.why}</p> : null}
      {way?.mail ? (
        <details className={css['letter']}>
          <summary>Show the mail</summary>
          <pre>{`${way.mail.subject}\n\n${way.mail.text}`}</pre>
        </details>
      ) : null}
      {way && shown.holdSeconds > 0 ? <p className="t12 fg3">Leaves in {shown.holdSeconds} s, can be undone.</p> : null}
    </div>
  )
}

/** A server passes on an answer that changed, so the person chooses the one that goes with it. */
export function CarryingAnswer({ answers, answer, onAnswer }: { readonly answers: readonly Answer[]; readonly answer: Answer | null; readonly onAnswer: (answer: Answer) => void }): ReactNode {
  return (
    <>
      <p className={css['label']}>The answer that goes with it</p>
      {answer === null ? <p className="t12 fg2">The server passes it on only with another answer than you gave before. Choose one.</p> : null}
      <RadioGroup aria-label="The answer that goes with it" value={answer ?? ''} onChange={(value) => onAnswer(value as Answer)} className={css['choices'] ?? ''}>
        {answers.map((one) => (
          <Choice key={one} value={one}>
            {answerWord[one]}
          </Choice>
        ))}
      </RadioGroup>
    </>
  )
}

function Choice({ value, children }: { readonly value: string; readonly children: ReactNode }): ReactNode {
  return (
    <Radio value={value} className={css['choice'] ?? ''}>
      <span className={css['radio']} />
      <span>{children}</span>
    </Radio>
  )
}
