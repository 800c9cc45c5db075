import { UserRoundCog } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { behalfWords, offerWords } from '../../../shared/wording/behalf.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { say, sayError } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import css from './act-for.module.css'

/** For whom this account acts, or could. */
export function ActFor({ account }: { readonly account: AccountView }): ReactNode {
  return (
    <>
      {account.behalf ? (
        <p className={css['note']}>
          <UserRoundCog size={16} aria-hidden="true" />
          <span>{behalfWords(account.behalf)}</span>
        </p>
      ) : null}
      {account.delegators.map((one) => (
        <Offer key={one.principal} account={account} one={one} />
      ))}
    </>
  )
}

function Offer({ account, one }: { readonly account: AccountView; readonly one: AccountView['delegators'][number] }): ReactNode {
  const act = useCommand('act-for')
  const start = async (): Promise<void> => {
    const result = await act.run({ accountId: account.id, principal: one.principal })
    if (!result.ok) return sayError(result.error)
    say(`You act for ${one.name}`, 'The calendars are in the list. Choose one of them to invite as this person.')
  }
  return (
    <div className={css['offer']}>
      <Avatar address={one.address} name={one.name} />
      <p>
        <b>{one.name}</b> <span className="fg3">{one.address}</span>
        <small>{offerWords(one.name)}</small>
      </p>
      <Button size="small" running={act.running} onPress={() => void start()}>
        Act for {one.name}
      </Button>
    </div>
  )
}
