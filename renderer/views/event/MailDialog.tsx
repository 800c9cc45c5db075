import { Download, Mail } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountId, ObjectId } from '../../../shared/model/ids.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog, Sheet } from '../../parts/Dialog.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { Spinner } from '../../parts/Spinner.tsx'
import { goTo } from '../../state/looking.ts'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { SendSheet } from './SendSheet.tsx'
import css from './send-sheet.module.css'

interface Props {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly people: readonly { readonly address: string; readonly name: string }[]
  /** My answer to the organizer, or my invitation to others. */
  readonly what: 'invitation' | 'answer'
  readonly onClose: () => void
}

/** By mail to people the server does not reach: shown word for word first. Without a mail account, the message as a file. */
export function MailDialog(props: Props): ReactNode {
  const { value, loading } = useQuery('mail-account', { accountId: props.accountId })
  if (loading || !value) return null
  return value.mail ? <Send {...props} /> : <TakeFile {...props} />
}

function Send({ objectId, people, what, onClose }: Props): ReactNode {
  const preview = useQuery('mail-preview', { objectId, addresses: people.map((person) => person.address) })
  const send = useCommand('send-by-mail')
  const act = async (): Promise<void> => {
    const result = await send.run({ objectId, addresses: people.map((person) => person.address) })
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  return (
    <Sheet label="Send by mail" isOpen onClose={onClose} width={448}>
      {preview.value && preview.value.messages > 0 ? (
        <SendSheet
          preview={preview.value}
          lead={what === 'answer' ? 'Your answer goes to the organizer by mail.' : 'Parley mails the invitation as it stands now, and from then on every change of it. Nobody else is told.'}
          verb="Send"
          running={send.running}
          error={send.error}
          onBack={onClose}
          onSend={() => void act()}
        />
      ) : (
        <div>{preview.error ? <AppErrorBlock error={preview.error} /> : preview.loading ? <Spinner label="Preparing the mail" /> : <p>The server has told them already, or theirs is no mail address.</p>}</div>
      )}
    </Sheet>
  )
}

/** IMI-5: the person's own mail program sends it. `mailto` cannot carry a file, so both are offered. */
function TakeFile({ objectId, people, onClose }: Props): ReactNode {
  const take = useCommand('export-invitation')
  const get = async (address: string, then: (made: { fileName: string; text: string; mailto: string }) => void): Promise<void> => {
    const result = await take.run({ objectId, address })
    if (result.ok) then(result.value)
  }
  return (
    <Dialog
      title="There is no mail account"
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Close</Button>
          <Button
            kind="primary"
            onPress={() => {
              onClose()
              goTo({ kind: 'settings', section: 'mail' })
            }}
          >
            Add a mail account…
          </Button>
        </>
      }
    >
      <p>With one, Parley mails this and every change by itself. Without, save the message as a file and put it into a mail of your own.</p>
      <ul className={css['files']}>
        {people.map((person) => (
          <li key={person.address}>
            <p className="medium">{person.name || person.address}</p>
            <Button size="small" icon={<Download size={14} />} running={take.running} onPress={() => void get(person.address, ({ fileName, text }) => saveFile(fileName, text))}>
              Save .ics
            </Button>{' '}
            <Button size="small" icon={<Mail size={14} />} onPress={() => void get(person.address, ({ mailto }) => void window.open(mailto))}>
              Write a mail
            </Button>
          </li>
        ))}
      </ul>
      {take.error ? <AppErrorBlock error={take.error} /> : null}
    </Dialog>
  )
}
