import { Download, Mail, Send, UserRoundPlus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Scope } from '../../../shared/contract/basics.ts'
import type { InviteCard as Card } from '../../../shared/contract/invites.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { localDate, longDay } from '../../../shared/wording/dates.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { PeoplePicker } from '../../parts/PeoplePicker.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { useQuery } from '../../state/live-query.ts'
import { usePeopleSearch } from '../../state/people-search.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { organizerFirst } from './card-model.ts'
import css from './delegate.module.css'

interface Deputy {
  readonly address: string
  readonly name: string
}

/** Somebody else goes in my place: to whom, and who is told how, before anything leaves. */
export function DelegateDialog({ card, zone, onClose }: { readonly card: Card; readonly zone: Zone; readonly onClose: () => void }): ReactNode {
  const { item } = card
  const [to, setTo] = useState<Deputy | null>(null)
  const [text, setText] = useState('')
  const [comment, setComment] = useState('')
  const first = card.series?.dates[0]
  const [scope, setScope] = useState<Scope>('all')
  const field = useRef<HTMLInputElement>(null)
  const word = useRef<HTMLInputElement>(null)
  // The field goes when somebody is chosen: what comes next has the keys then.
  useEffect(() => (to === null ? field : word).current?.focus(), [to])
  const taken = useMemo(() => card.people.map((person) => person.address), [card.people])
  const search = usePeopleSearch(text, taken)
  const about = { recurrenceId: scope === 'all' ? item.recurrenceId : (first?.recurrenceId ?? item.recurrenceId), scope: item.recurrenceId === null ? scope : ('this' as const) }
  const { value } = useQuery('delegation', item.objectId === null ? null : { objectId: item.objectId, ...about, to })
  const command = useCommand('reply-to-invite')
  const organizer = organizerFirst(card)
  const send = async (): Promise<void> => {
    if (to === null || item.objectId === null) return
    const result = await command.run({ objectId: item.objectId, ...about, answer: 'delegated', comment: comment.trim(), delegateTo: to })
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  const name = to === null ? '' : to.name || to.address
  return (
    <Dialog
      title="Who goes in your place?"
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Keep the invitation</Button>
          <Button kind="primary" icon={<Send size={14} />} running={command.running} isDisabled={to === null || !value || value.problem !== ''} onPress={() => void send()}>
            Pass it on
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        {to === null ? (
          <PeoplePicker
            label="Name or address"
            placeholder="Name or address"
            text={text}
            inputRef={field}
            onText={setText}
            items={search.people.filter((person) => person.kind === 'individual' || person.kind === 'unknown').map((person) => ({ address: person.address, name: person.name, detail: person.detail, isRoom: false }))}
            searching={search.searching}
            note={search.note}
            onPick={({ address, name: picked }) => setTo({ address, name: picked })}
            onAddresses={(people) => setTo(people[0] ?? null)}
          />
        ) : (
          <p className={css['chosen']}>
            <Avatar address={to.address} name={to.name} />
            <span className="cut">
              <b className="medium">{name}</b> {to.name ? <span className="fg3">{to.address}</span> : null}
            </span>
            <Button size="small" kind="quiet" onPress={() => setTo(null)}>
              Somebody else
            </Button>
          </p>
        )}
        {item.recurrenceId === null && card.occurrence.repeats && first ? <Segmented label="Which dates" value={scope} options={[{ value: 'all', label: 'All dates' }, { value: 'this', label: `Only ${longDay(localDate(first.startUtc, zone))}` }]} onChange={setScope} /> : null}
        <input ref={word} className={css['comment']} aria-label={`A word to ${organizer}, optional`} placeholder={`A word to ${organizer} (optional)`} maxLength={10_000} value={comment} onChange={(event) => setComment(event.target.value)} />
        <ul className={css['told']} role="status" aria-label="Who is told">
          {value && value.problem !== '' && to !== null ? (
            <li className="bad">{value.problem}</li>
          ) : value ? (
            <>
              <li>
                <Mail size={14} aria-hidden="true" />
                <span>{value.organizerTold === 'server' ? `${organizer} is told by your server that ${name || 'this person'} comes instead of you.` : value.organizerTold === 'mail' ? `${organizer} is told by a mail of yours.` : `Nobody tells ${organizer}: your server does not, and there is no mail account.`}</span>
              </li>
              <li>
                {value.deputyAsked === 'mail' ? <UserRoundPlus size={14} aria-hidden="true" /> : <Download size={14} aria-hidden="true" />}
                <span>{value.deputyAsked === 'mail' ? `${name || 'They'} ${name ? 'gets' : 'get'} the invitation by a mail of yours.` : `${name || 'They'} ${name ? 'is' : 'are'} asked by ${organizer}’s calendar, or you hand the invitation over as a file.`}</span>
              </li>
              {value.mail ? (
                <li>
                  <details>
                    <summary>The mail from {value.mail.from}</summary>
                    <p className={css['mail']}>
                      <b>{value.mail.subject}</b>
                      {'\n\n'}
                      {value.mail.text}
                    </p>
                  </details>
                </li>
              ) : null}
            </>
          ) : null}
        </ul>
        {command.error ? <AppErrorBlock error={command.error} about={{ what: `Your answer to “${item.title}”` }} /> : null}
      </div>
    </Dialog>
  )
}
