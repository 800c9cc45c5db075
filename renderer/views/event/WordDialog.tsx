import { useState, type ReactNode } from 'react'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import type { AccountId } from '../../../shared/model/ids.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Sheet } from '../../parts/Dialog.tsx'
import { Select, TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import type { InstanceRef } from '../../state/looking.ts'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { chosenOf, wordChoices } from './word-model.ts'
import { SendSheet } from './SendSheet.tsx'
import css from './send-sheet.module.css'

interface Props {
  readonly people: readonly AttendeeView[]
  /** Whom it goes to at first: an address, or `all`. */
  readonly first: string
  /** Who has not answered. */
  readonly waiting: readonly AttendeeView[]
  readonly instance: InstanceRef
  readonly accountId: AccountId
  readonly onClose: () => void
}

/** A word to everybody, to who has not answered, or to one: by mail of Parley where there is a mail account, else by the person's own mail program. */
export function WordDialog({ people, first, waiting, instance, accountId, onClose }: Props): ReactNode {
  const [to, setTo] = useState(first)
  const [word, setWord] = useState('')
  const account = useQuery('mail-account', { accountId })
  const ask = { ...instance, addresses: chosenOf(to, people, waiting).map((person) => person.address), word }
  const shown = useQuery('word-preview', ask)
  const write = useCommand('write-word')
  const take = useCommand('take-word')
  const hasMail = Boolean(account.value?.mail)
  const act = async (): Promise<void> => {
    if (hasMail) {
      const sent = await write.run(ask)
      if (!sent.ok) return
      offerUndo(sent.value)
    } else {
      if (!shown.value) return
      window.open(shown.value.mailto)
      const noted = await take.run(ask)
      if (!noted.ok) return
    }
    onClose()
  }
  const error = shown.error ?? account.error
  return (
    <Sheet label="Write to people" isOpen onClose={onClose} width={448} keepOnPressOutside={word.trim() !== ''}>
      {shown.value && account.value ? (
        <SendSheet
          preview={shown.value.preview}
          title="Write to people"
          lead="Words of yours about this meeting. It stays as it is, and its history keeps what you wrote."
          verb="Send"
          above={
            <div className={css['typed']}>
              <Select label="To" value={to} options={wordChoices(people, waiting)} onChange={setTo} />
              <TextField label="Your words" rows={4} value={word} onChange={setWord} autoFocus />
            </div>
          }
          {...(hasMail ? {} : { byHand: { button: 'Open in my mail program', foot: 'Parley sends nothing' } })}
          disabled={hasMail ? word.trim() === '' || shown.value.preview.messages === 0 : shown.value.mailto === ''}
          running={write.running || take.running}
          error={write.error ?? take.error}
          onBack={onClose}
          onSend={() => void act()}
        />
      ) : error ? (
        <AppErrorBlock error={error} about={{ what: 'The meeting' }} />
      ) : (
        <Spinner label="Looking how it travels" />
      )}
    </Sheet>
  )
}
