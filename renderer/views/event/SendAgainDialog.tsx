import type { ReactNode } from 'react'
import type { AttendeeView } from '../../../shared/contract/events.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { Sheet } from '../../parts/Dialog.tsx'
import { useSettings } from '../../state/app-state.ts'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { isUndelivered } from './inspector-model.ts'
import { SendSheet } from './SendSheet.tsx'

/** Sends the invitation once more to some of its people, after showing to whom. */
export function SendAgainDialog({ people, objectId, onClose }: { readonly people: readonly AttendeeView[]; readonly objectId: ObjectId; readonly onClose: () => void }): ReactNode {
  const resend = useCommand('resend-invitation')
  const { holdSeconds } = useSettings()
  const failed = people.every(isUndelivered)
  const send = async (): Promise<void> => {
    const result = await resend.run({ objectId, addresses: people.map((person) => person.address) })
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  return (
    <Sheet label="Send the invitation again" isOpen onClose={onClose} width={448}>
      <SendSheet
        preview={{ groups: [{ kind: 'invitation', why: failed ? 'The first one did not arrive' : 'They have not answered yet', people: people.map(({ address, name }) => ({ address, name })) }], messages: people.length, changed: [], holdSeconds }}
        lead="The invitation as it stands now is sent once more. Nobody else is told."
        verb="Send"
        running={resend.running}
        error={resend.error}
        mailTo={(address) => `mailto:${encodeURIComponent(address)}`}
        onBack={onClose}
        onSend={() => void send()}
      />
    </Sheet>
  )
}
