import { CircleCheck } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useQuery } from '../../state/live-query.ts'
import type { ObjectId } from '../../../shared/model/ids.ts'
import css from './settings.module.css'

/** One bad event never hides the rest: it is set aside, counted, and its text is at hand. */
export function Unreadable({ accounts }: { readonly accounts: readonly AccountView[] }): ReactNode {
  const { value, loading } = useQuery('unreadable-objects', {})
  const [open, setOpen] = useState<{ objectId: ObjectId; name: string } | null>(null)
  const names = new Map(accounts.flatMap((account) => account.calendars.map((calendar) => [calendar.id as string, calendar.name])))
  if (loading) return <Spinner label="Loading" />
  if (!value || value.objects.length === 0)
    return (
      <EmptyState icon={<CircleCheck size={32} />} title="Everything can be read">
        Events that Parley cannot read would be listed here. They stay on the server untouched.
      </EmptyState>
    )
  return (
    <div className={css['inner']}>
      <section className={css['group']}>
        <h2>Events that cannot be read</h2>
        <p className="fg3">They stay on the server untouched. All others are not affected.</p>
        <ul className={css['unreadable']}>
          {value.objects.map((one) => (
            <li key={one.objectId}>
              <div className="grow">
                <p className="medium">{one.name}</p>
                <p className="t12 fg3">
                  {names.get(one.collectionId) ?? 'Calendar'} · {one.problem}
                </p>
              </div>
              <Button size="small" onPress={() => setOpen(one)}>
                Show text
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {open ? <Source objectId={open.objectId} name={open.name} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}

function Source({ objectId, name, onClose }: { readonly objectId: ObjectId; readonly name: string; readonly onClose: () => void }): ReactNode {
  const { value, loading } = useQuery('event-source', { objectId })
  return (
    <Dialog title={name} isOpen onClose={onClose} width={680}>
      {loading ? <Spinner label="Loading" /> : <pre className={css['source']}>{value?.text ?? ''}</pre>}
    </Dialog>
  )
}
