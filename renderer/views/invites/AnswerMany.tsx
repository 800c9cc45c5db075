import { useState, type ReactNode } from 'react'
import type { AppError } from '../../../shared/contract/app-error.ts'
import type { InviteItem } from '../../../shared/contract/invites.ts'
import type { InviteId } from '../../../shared/model/ids.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Chip } from '../../parts/Chip.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Checkbox } from '../../parts/Field.tsx'
import { verb, type Given } from './card-model.ts'
import { badgeOf, lineOf } from './invites-model.ts'
import { sendReplies } from './send-replies.ts'
import css from './invite-card.module.css'

interface Props {
  readonly title: string
  readonly items: readonly InviteItem[]
  readonly answer: Given
  readonly zone: Zone
  /** With those that were answered; none: it was left. */
  readonly onClose: (answered: readonly InviteId[]) => void
}

/** One answer to several invitations, after showing what they are. */
export function AnswerMany({ title, items, answer, zone, onClose }: Props): ReactNode {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [running, setRunning] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const chosen = items.filter((item) => !left.has(item.id))
  const send = async (): Promise<void> => {
    setRunning(true)
    const fault = await sendReplies(
      chosen.flatMap((item) => (item.objectId === null ? [] : [{ objectId: item.objectId, recurrenceId: item.recurrenceId, scope: item.recurrenceId === null ? ('all' as const) : ('this' as const), answer, comment: '' }])),
      `${verb[answer]}: ${chosen.length} invitations`,
    )
    setRunning(false)
    if (fault) setError(fault)
    else onClose(chosen.map((item) => item.id))
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={() => onClose([])}
      actions={
        <>
          <span className="t12 fg3 grow">One reply goes to each organizer. It can be undone for some seconds.</span>
          <Button kind="quiet" onPress={() => onClose([])}>
            Cancel
          </Button>
          <Button kind="primary" running={running} isDisabled={chosen.length === 0} onPress={() => void send()}>
            {verb[answer]} {chosen.length}
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
                <b className="medium">{item.title || 'No title'}</b> <span className="fg3 t12">{lineOf(item, zone).text}</span>{' '}
                {answer !== 'declined' && badgeOf(item)?.tone === 'bad' ? <Chip tone="bad">{badgeOf(item)?.text}</Chip> : null}
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {error ? <AppErrorBlock error={error} about={{ what: 'Your answers', plural: true }} /> : null}
    </Dialog>
  )
}
