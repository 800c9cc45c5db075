import { Link2, Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { FreebusyAddressView } from '../../../shared/contract/freebusy-urls.ts'
import type { Zone } from '../../../shared/model/time.ts'
import { momentInSentence } from '../../../shared/wording/dates.ts'
import { Button } from '../../parts/Button.tsx'
import { Chip } from '../../parts/Chip.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { say, sayError } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import { useNow } from '../../state/use-now.ts'
import { AddressDialog } from './AddressDialog.tsx'
import css from './freebusy-urls.module.css'

/** What was given here: for single people, and for whole domains. */
export function AddressList({ addresses, zone }: { readonly addresses: readonly FreebusyAddressView[]; readonly zone: Zone }): ReactNode {
  const [editing, setEditing] = useState<FreebusyAddressView | 'new' | null>(null)
  return (
    <section className={css['group']} aria-labelledby="kept-title">
      <div className={css['head']}>
        <h2 id="kept-title">Kept addresses</h2>
        <Button size="small" icon={<Plus size={14} />} onPress={() => setEditing('new')}>
          Add by hand…
        </Button>
      </div>
      <p className="fg3">A person’s own address is asked first, then that of their contact card, then that of their domain. Each row in the people grid says which one spoke.</p>
      {addresses.length === 0 ? (
        <EmptyState icon={<Link2 size={28} />} title="None yet">
          Find one above. What works can be kept for one person, or for everybody at their domain.
        </EmptyState>
      ) : (
        <ul className={css['list']}>
          {addresses.map((address) => (
            <Address key={`${address.scope} ${address.subject}`} address={address} zone={zone} onEdit={() => setEditing(address)} />
          ))}
        </ul>
      )}
      {editing === null ? null : <AddressDialog address={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </section>
  )
}

function Address({ address, zone, onEdit }: { readonly address: FreebusyAddressView; readonly zone: Zone; readonly onEdit: () => void }): ReactNode {
  const nowUtc = useNow()
  const { scope, subject, name, url, problem, workedUtc } = address
  const title = scope === 'domain' ? `Everybody at ${subject}` : name === '' ? subject : name
  const put = useCommand('put-url-in-card')
  const putInto = async (card: FreebusyAddressView['cards'][number]): Promise<void> => {
    const result = await put.run({ subject, accountId: card.accountId, href: card.href })
    if (result.ok) say(`The address is in the card of ${card.name} now`, `Whoever reads ${card.book} sees it, and other programs find it there.`)
    else sayError(result.error)
  }
  const remove = async (): Promise<void> => {
    const result = await runCommand('remove-freebusy-address', { scope, subject })
    if (result.ok) say(`The address of ${scope === 'domain' ? subject : title} was removed`, 'Their times are unknown until another source is asked.')
    else sayError(result.error)
  }
  return (
    <li>
      <div className={css['entry']}>
        <p>
          <b>{title}</b> {scope === 'person' && name !== '' ? <span className="fg3">{subject}</span> : null}
          {address.hasPassword ? <Chip>signs in as {address.user}</Chip> : null}
          {address.hasToken ? <Chip>with a token</Chip> : null}
        </p>
        <code title={url}>{url}</code>
        <p className={css['state']} data-tone={problem ? 'warn' : undefined}>
          {problem ? problem.text : workedUtc === null ? 'Not asked yet' : `Worked ${momentInSentence(workedUtc, nowUtc, zone)}`}
          {problem && workedUtc !== null ? ` · last worked ${momentInSentence(workedUtc, nowUtc, zone)}` : ''}
        </p>
        {address.cards.filter(({ has }) => has).map((card) => (
          <p key={`${card.accountId} ${card.href}`} className={css['state']}>
            Also in the card of {card.name} in {card.book}
          </p>
        ))}
      </div>
      <div className={css['acts']}>
        {address.cards.filter(({ has }) => !has).map((card, _, all) => (
          <Button key={`${card.accountId} ${card.href}`} size="small" running={put.running} aria-label={`Put the address into the card of ${card.name} in ${card.book}`} onPress={() => void putInto(card)}>
            {all.length === 1 ? 'Put into contact card' : `Put into card in ${card.book}`}
          </Button>
        ))}
        <Button size="small" aria-label={`Edit the address of ${subject}`} onPress={onEdit}>
          {problem?.code === 'sign-in' ? 'Sign in…' : 'Edit…'}
        </Button>
        <Button size="small" kind="quiet-danger" aria-label={`Remove the address of ${subject}`} onPress={() => void remove()}>
          Remove
        </Button>
      </div>
    </li>
  )
}
