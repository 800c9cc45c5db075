import { Mail } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AttendeeView, SendPreview } from '../../../shared/contract/events.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import type { Instant, Zone } from '../../../shared/model/time.ts'
import { wordlessWords } from '../../../shared/wording/words.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Sheet } from '../../parts/Dialog.tsx'
import { Checkbox, TextField } from '../../parts/Field.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo, sayError } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { nudgeOf, remindedWords } from './nudge-model.ts'
import { SendSheet } from './SendSheet.tsx'
import css from './send-sheet.module.css'

interface Props {
  /** Who has not answered, or one of them. */
  readonly people: readonly AttendeeView[]
  readonly objectId: ObjectId
  /** The server that delivers, in words. */
  readonly host: string
  readonly nowUtc: Instant
  readonly zone: Zone
  readonly onClose: () => void
}

/** Asks once more who has not answered, with a word of one's own or without. Who was asked today is named with the time, and left out unless chosen. */
export function RemindDialog({ people, objectId, host, nowUtc, zone, onClose }: Props): ReactNode {
  const resend = useCommand('resend-invitation')
  const { due, recent } = nudgeOf(people, nowUtc, zone)
  const [again, setAgain] = useState(false)
  const [word, setWord] = useState('')
  const asked = again ? [...due, ...recent] : due
  const ask = { objectId, addresses: asked.map((person) => person.address), reminder: true, word }
  const shown = useQuery('again-preview', ask)
  const left: SendPreview['groups'] = again || recent.length === 0 ? [] : [{ kind: 'nothing', why: recent.length === 1 && recent[0] ? `${remindedWords(recent[0], nowUtc, zone)}.` : 'They were reminded today; again from tomorrow.', people: recent.map(({ address, name }) => ({ address, name })) }]
  const send = async (): Promise<void> => {
    const result = await resend.run(ask)
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  const wordless = shown.value?.wordless ?? []
  const writeByHand = async (): Promise<void> => {
    if (!shown.value) return
    window.open(shown.value.mailto)
    const noted = await runCommand('take-word', { objectId, recurrenceId: null, addresses: wordless.map((person) => person.address), word })
    if (!noted.ok) sayError(noted.error)
  }
  return (
    <Sheet label="Remind of the invitation" isOpen onClose={onClose} width={448} keepOnPressOutside={word.trim() !== ''}>
      {shown.value ? (
        <SendSheet
          preview={{ ...shown.value.preview, groups: [...shown.value.preview.groups, ...left] }}
          lead="The invitation as it stands now is sent once more, and your meeting keeps that it was. Nobody else is told."
          verb="Send"
          disabled={asked.length === 0}
          running={resend.running}
          error={resend.error}
          onBack={onClose}
          onSend={() => void send()}
        >
          {recent.length > 0 ? (
            <Checkbox value={again} onChange={setAgain}>
              {recent.length === people.length ? 'Remind all the same' : 'Also remind who was reminded today'}
            </Checkbox>
          ) : null}
          {asked.length > 0 ? (
            <div className={css['typed']}>
              <TextField label="A word of your own, if you like" rows={2} value={word} onChange={setWord} />
              <div role="status">
                {wordless.length > 0 ? (
                  <p className={css['note']}>
                    {wordlessWords(wordless.length, host)}{' '}
                    {shown.value.mailto === '' ? null : (
                      <Button size="small" icon={<Mail size={14} />} onPress={() => void writeByHand()}>
                        Write a mail
                      </Button>
                    )}
                  </p>
                ) : null}
              </div>
            </div>
          ) : null}
        </SendSheet>
      ) : shown.error ? (
        <AppErrorBlock error={shown.error} about={{ what: 'The invitation' }} />
      ) : (
        <Spinner label="Looking how it travels" />
      )}
    </Sheet>
  )
}
