import type { ReactNode } from 'react'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Sheet } from '../../parts/Dialog.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { SendSheet } from './SendSheet.tsx'

/** Sends the invitation once more to some of its people, after showing to whom and by which way. */
export function SendAgainDialog({ people, objectId, onClose }: { readonly people: readonly AttendeeView[]; readonly objectId: ObjectId; readonly onClose: () => void }): ReactNode {
  const resend = useCommand('resend-invitation')
  const asked = { objectId, addresses: people.map((person) => person.address) }
  const shown = useQuery('again-preview', asked)
  const send = async (): Promise<void> => {
    const result = await resend.run(asked)
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  return (
    <Sheet label="Send the invitation again" isOpen onClose={onClose} width={448}>
      {shown.value ? (
        <SendSheet
          preview={shown.value.preview}
          lead="The invitation as it stands now is sent once more. Nobody else is told."
          verb="Send"
          running={resend.running}
          error={resend.error}
          onBack={onClose}
          onSend={() => void send()}
        />
      ) : shown.error ? (
        <AppErrorBlock error={shown.error} about={{ what: 'The invitation' }} />
      ) : (
        <Spinner label="Looking how it travels" />
      )}
    </Sheet>
  )
}
