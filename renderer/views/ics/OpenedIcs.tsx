import { Mail, ShieldQuestion } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { OpenedItem } from '../../../shared/contract/mail.ts'
import type { CollectionId } from '../../../shared/model/ids.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Sheet, SheetBody, SheetFoot, SheetHead } from '../../parts/Dialog.tsx'
import { Checkbox, Select } from '../../parts/Field.tsx'
import { Segmented } from '../../parts/Segmented.tsx'
import { useAccounts } from '../../state/asker.ts'
import { openInvite } from '../../state/looking.ts'
import { closeIcs, useOpenedIcs, type OpenedIcs as Opened } from '../../state/opened-ics.ts'
import { offerUndo, sayError } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { chosen, firstChoices, mainWords, titleOf, type Choice } from './ics-model.ts'
import css from './ics.module.css'

/** What an opened file or mail is and what taking it does. Nothing is taken by itself. */
export function OpenedIcs(): ReactNode {
  const shown = useOpenedIcs((state) => state.shown)
  return shown ? <Taking key={`${shown.name}${shown.text.length}`} shown={shown} /> : null
}

function Taking({ shown }: { readonly shown: Opened }): ReactNode {
  const { items, mailFrom } = shown.opened
  const { inboxItem } = shown
  const [choices, setChoices] = useState(() => firstChoices(items))
  const proposed = items.find((item) => item.calendar !== null)?.calendar?.collectionId ?? null
  const [calendar, setCalendar] = useState<CollectionId | null>(proposed)
  const take = useCommand('take-ics')
  // A message was sent to somebody, and on this computer there is nobody.
  const isPlain = items.every((item) => item.kind === 'event')
  const calendars = useAccounts().flatMap((account) => account.calendars.filter((one) => one.writable && (!account.local || isPlain)).map((one) => ({ value: one.id as string, label: one.name, detail: account.address, hue: one.hue })))
  const choose = (key: string, choice: Choice): void => setChoices((was) => ({ ...was, [key]: choice }))
  const taken = chosen(items, choices)
  const act = async (): Promise<void> => {
    const result = await take.run({ text: shown.text, ...(inboxItem === undefined ? {} : { inboxItem }), takes: taken.map((item) => ({ key: item.key, act: choices[item.key] ?? 'store', collectionId: item.calendar === null ? null : calendar })) })
    if (!result.ok) return
    offerUndo(result.value)
    closeIcs()
    if (result.value.inviteId !== null) openInvite(result.value.inviteId)
  }
  const letGo = async (): Promise<void> => {
    if (inboxItem === undefined) return
    const result = await runCommand('let-go-message', inboxItem)
    if (!result.ok) return sayError(result.error)
    closeIcs()
  }
  return (
    <Sheet label={titleOf(items)} isOpen onClose={closeIcs} width={540}>
      <SheetHead title={titleOf(items)} onClose={closeIcs}>
        <span className="cut fg3 t12">{mailFrom ? `Mail from ${mailFrom}` : shown.name}</span>
      </SheetHead>
      <SheetBody>
        <div className={css['items']}>
          {items.map((item) => (
            <Item key={item.key} item={item} many={items.length > 1} choice={choices[item.key] ?? null} onChoose={(choice) => choose(item.key, choice)} />
          ))}
        </div>
        {taken.some((item) => item.calendar !== null) && calendar !== null ? <Select label="Calendar" value={calendar as string} options={calendars} onChange={(id) => setCalendar(id as CollectionId)} /> : null}
        {take.error ? <AppErrorBlock error={take.error} about={{ what: 'The opened file' }} /> : null}
      </SheetBody>
      <SheetFoot>
        {inboxItem === undefined ? null : <Button onPress={() => void letGo()}>Delete the message</Button>}
        <span className="grow" />
        <Button onPress={closeIcs}>{taken.length > 0 ? 'Leave it' : 'Close'}</Button>
        {taken.length > 0 ? (
          <Button kind="primary" running={take.running} onPress={() => void act()}>
            {mainWords(items, choices)}
          </Button>
        ) : null}
      </SheetFoot>
    </Sheet>
  )
}

interface ItemProps {
  readonly item: OpenedItem
  readonly many: boolean
  readonly choice: Choice
  readonly onChoose: (choice: Choice) => void
}

function Item({ item, many, choice, onChoose }: ItemProps): ReactNode {
  const preview = item.acts.find((act) => act.act === choice)?.preview ?? null
  const best = item.acts[0]
  return (
    <article className={css['item']} aria-label={item.title || 'No title'}>
      <h3>
        {many && best ? (
          <Checkbox value={choice !== null} onChange={(on) => onChoose(on ? best.act : null)}>
            {item.title || 'No title'}
          </Checkbox>
        ) : (
          item.title || 'No title'
        )}
      </h3>
      <p className="fg2">{[item.when, item.where].filter(Boolean).join(' · ')}</p>
      <p>{item.words}</p>
      {item.comment ? <p className="fg2">“{item.comment}”</p> : null}
      {item.warning ? (
        <p className={css['warning']}>
          <ShieldQuestion size={14} aria-hidden="true" /> {item.warning}
        </p>
      ) : null}
      {item.changes.length > 0 ? (
        <dl className={css['changes']}>
          {item.changes.map((change) => (
            <div key={change.field}>
              <dt>{fieldWords[change.field] ?? change.field}</dt>
              <dd>
                {change.before ? <del>{change.before}</del> : null} {change.after}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {item.acts.length > 1 && choice !== null ? (
        <Segmented label="What to do" value={choice} onChange={onChoose} options={item.acts.map((act) => ({ value: act.act, label: act.label }))} />
      ) : null}
      {preview?.groups.map((group) => (
        <div key={`${group.kind}${group.why}`} className={css['sends']}>
          <Mail size={14} aria-hidden="true" />
          <div>
            <p>
              {group.people.map((person) => person.name || person.address).join(', ')}: {group.why}
            </p>
            {group.mail ? (
              <details>
                <summary>Show the mail</summary>
                <pre>{`${group.mail.subject}\n\n${group.mail.text}`}</pre>
              </details>
            ) : null}
          </div>
        </div>
      ))}
    </article>
  )
}

const fieldWords: Readonly<Record<string, string>> = { when: 'When', where: 'Where', title: 'Title', text: 'Description', repeat: 'Repeat', people: 'People' }
