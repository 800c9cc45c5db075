import type { ReactNode } from 'react'
import type { SendPreview } from '../../../shared/contract/events.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import { Sheet } from '../../parts/Dialog.tsx'
import { offerUndo } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { SendSheet } from './SendSheet.tsx'

/** Asks the organizer for the meeting as it stands, after showing what leaves. */
export function AskLatestDialog({ objectId, preview, onClose }: { readonly objectId: ObjectId; readonly preview: SendPreview; readonly onClose: () => void }): ReactNode {
  const ask = useCommand('ask-latest')
  const send = async (): Promise<void> => {
    const result = await ask.run({ objectId })
    if (!result.ok) return
    offerUndo(result.value)
    onClose()
  }
  return (
    <Sheet label="Ask for the latest" isOpen onClose={onClose} width={448}>
      <SendSheet
        preview={preview}
        lead="For when something does not look right here: the organizer is asked, and the answer brings your copy up to date."
        verb="Send"
        running={ask.running}
        error={ask.error}
        mailTo={(address) => `mailto:${encodeURIComponent(address)}`}
        onBack={onClose}
        onSend={() => void send()}
      />
    </Sheet>
  )
}
