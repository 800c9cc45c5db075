import { useState, type ReactNode } from 'react'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { InviteItem } from '../../../shared/contract/invites.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Checkbox } from '../../parts/Field.tsx'
import { lineOf } from './invites-model.ts'
import { sendReplies } from './send-replies.ts'
import css from './invite-card.module.css'

/** Accepts what has nothing in its way, after showing what that is. */
export function AcceptMany({ items, zone, onClose }: { readonly items: readonly InviteItem[]; readonly zone: Zone; readonly onClose: () => void }): ReactNode {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const chosen = items.filter((item) => !left.has(item.id))
  const accept = async (): Promise<void> => {
    setRunning(true)
    const fault = await sendReplies(
      chosen.flatMap((item) => (item.objectId === null ? [] : [{ objectId: item.objectId, recurrenceId: item.recurrenceId, scope: item.recurrenceId === null ? ('all' as const) : ('this' as const), answer: 'accepted' as const, comment: '' }])),
      `Accept ${chosen.length} invitations`,
    )
    setRunning(false)
    if (fault) setError(fault)
    else onClose()
  }
  return (
    <Dialog
      title="Nothing is in the way of these"
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="t12 fg3 grow">One reply goes to each organizer. It can be undone for some seconds.</span>
          <Button kind="quiet" onPress={onClose}>
            Cancel
          </Button>
          <Button kind="primary" running={running} isDisabled={chosen.length === 0} onPress={() => void accept()}>
            Accept {chosen.length}
          </Button>
        </>
      }
    >
      <ul className={css['many']}>
        {items.map((item) => (
          <li key={item.id}>
            <Checkbox
              value={!left.has(item.id)}
              onChange={(on) => {
                const next = new Set(left)
                if (on) next.delete(item.id)
                else next.add(item.id)
                setLeft(next)
              }}
            >
              <span>
                <b className="medium">{item.title || 'No title'}</b> <span className="fg3 t12">{lineOf(item, zone).text}</span>
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {error ? <AppErrorBlock error={error} about={{ what: 'Your answers', plural: true }} /> : null}
    </Dialog>
  )
}
