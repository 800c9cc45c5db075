import { BellOff, CalendarX, CloudOff, DoorOpen, Mail, MessageCircleQuestion, MessageSquareText, PenLine, RotateCcw, Send, UserPlus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Heading } from 'react-aria-components/Heading'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { SendPreview } from '../../../shared/contract/events.ts'
import type { BusyRow } from '../../../shared/contract/freebusy.ts'
import { sentAsWords } from '../../../shared/wording/behalf.ts'
import { doubtNotes } from '../../../shared/wording/send-preview.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { Count } from '../../parts/Chip.tsx'
import { SheetFoot } from '../../parts/Dialog.tsx'
import { actWords, leavesWords } from './send-sheet-model.ts'
import { SeriesDates } from './SeriesDates.tsx'
import css from './send-sheet.module.css'

type Kind = SendPreview['groups'][number]['kind']

const looks: Readonly<Record<Kind, { readonly title: string; readonly Icon: typeof Mail; readonly tone: 'accent' | 'bad' | 'unknown' | 'plain' }>> = {
  'answer-again': { title: 'Update, must answer again', Icon: RotateCcw, tone: 'accent' },
  update: { title: 'Update, answers stay', Icon: PenLine, tone: 'accent' },
  question: { title: 'Question', Icon: MessageCircleQuestion, tone: 'accent' },
  word: { title: 'Your words', Icon: MessageSquareText, tone: 'accent' },
  invitation: { title: 'Invitation', Icon: UserPlus, tone: 'accent' },
  cancellation: { title: 'Cancellation', Icon: CalendarX, tone: 'bad' },
  'will-not-arrive': { title: 'Will not arrive', Icon: CloudOff, tone: 'unknown' },
  room: { title: 'Rooms', Icon: DoorOpen, tone: 'plain' },
  nothing: { title: 'Nothing is sent for', Icon: BellOff, tone: 'plain' },
}
/** Where a message is on its way by the server, so that what is known of their servers matters. */
const onTheirWay: ReadonlySet<Kind> = new Set(['answer-again', 'update', 'question', 'invitation'])
const order: readonly Kind[] = ['answer-again', 'update', 'invitation', 'word', 'cancellation', 'will-not-arrive', 'room', 'nothing']

const countLabel = (kind: Kind, count: number): string => (kind === 'room' ? (count === 1 ? 'room' : 'rooms') : count === 1 ? 'person' : 'people')

interface Props {
  readonly preview: SendPreview
  /** What the servers have said of these people's time, if they were asked. */
  readonly busyRows?: readonly BusyRow[]
  /** Said over everything; the question every other sheet answers. */
  readonly title?: string
  readonly lead: string
  /** Words of the main act without the count, e.g. "Send". */
  readonly verb: string
  /** The same where no message can leave, e.g. "Save". */
  readonly quietVerb?: string
  readonly danger?: boolean
  readonly running: boolean
  readonly error: AppError | null
  /** For a person nobody can reach: a mail with the meeting in it. Left out where nobody can be shown as such. */
  readonly mailTo?: (address: string) => string
  /** What is typed before anything is shown; it has the focus then. */
  readonly above?: ReactNode
  /** A choice below the groups. */
  readonly children?: ReactNode
  /** In place of the words about messages, where another program sends them. */
  readonly byHand?: { readonly button: string; readonly foot: string }
  readonly disabled?: boolean
  readonly onBack: () => void
  readonly onSend: () => void
}

/** Who will get what, and why. Nothing leaves that is not written here. */
export function SendSheet({ preview, busyRows = [], title: heading = 'Who will get what', lead, verb, quietVerb = verb, danger = false, running, error, mailTo, above, children, byHand, disabled = false, onBack, onSend }: Props): ReactNode {
  const groups = preview.groups.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  return (
    <>
      <div className={css['top']}>
        <Heading level={2}>{heading}</Heading>
        <p>{lead}</p>
        {preview.behalf === undefined || preview.messages === 0 ? null : <p className="medium">{sentAsWords(preview.behalf)}</p>}
      </div>
      <div className={css['body']}>
        {above}
        {groups.map((group) => {
          const { title, Icon, tone } = looks[group.kind]
          return (
            <section key={`${group.kind}${group.why}`} className={css['group']}>
              <span className={css['icon']} data-tone={tone} aria-hidden="true">
                <Icon size={14} />
              </span>
              <div>
                <h3>
                  {group.mail ? `${title} by mail` : title} <span className="grow" /> <Count value={group.people.length} label={countLabel(group.kind, group.people.length)} />
                </h3>
                <p>{group.why}</p>
                {group.mail ? (
                  <details className={css['letter']}>
                    <summary>Show the mail</summary>
                    <pre>{`${group.mail.subject}\n\n${group.mail.text}`}</pre>
                  </details>
                ) : null}
                {group.people.length > 0 ? (
                  <ul className={css['who']}>
                    {group.people.map((person) => (
                      <li key={person.address} title={person.address}>
                        <Avatar address={person.address} name={person.name} size="small" square={group.kind === 'room'} />
                        <span className="cut">{person.name || person.address}</span>
                        {group.kind === 'will-not-arrive' && mailTo ? (
                          <a href={mailTo(person.address)}>
                            <Mail size={11} aria-hidden="true" /> Write a mail
                          </a>
                        ) : null}
                      </li>
                    ))}
                  </ul>
                ) : null}
                {onTheirWay.has(group.kind) && !group.mail
                  ? doubtNotes(group.people, busyRows).map((note) => (
                      <p key={note} className={css['doubt']}>
                        <CloudOff size={12} aria-hidden="true" /> {note}
                      </p>
                    ))
                  : null}
              </div>
            </section>
          )
        })}
        {preview.fates ? <SeriesDates fates={preview.fates} /> : null}
        {error ? <AppErrorBlock error={error} about={{ what: 'Your draft' }} /> : null}
        {children}
      </div>
      <SheetFoot>
        <span className="t12 fg3 grow">{byHand?.foot ?? leavesWords(preview)}</span>
        <Button onPress={onBack}>Back</Button>
        {/* The sheet was opened to press this, unless something is typed first. */}
        <Button kind={danger ? 'danger' : 'primary'} icon={preview.messages > 0 ? <Send size={14} /> : undefined} running={running} isDisabled={disabled} onPress={onSend} autoFocus={!above}>
          {byHand?.button ?? actWords(verb, quietVerb, preview.messages)}
        </Button>
      </SheetFoot>
    </>
  )
}
