import { Plus, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { listOf } from '../../../shared/wording/lists.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { onServers } from '../../state/asker.ts'
import { goTo } from '../../state/looking.ts'
import { say } from '../../state/undo.ts'
import { runCommand, useCommand } from '../../state/use-command.ts'
import css from './settings.module.css'

interface Props {
  readonly accounts: readonly AccountView[]
  readonly card: (account: AccountView) => ReactNode
}

export function AccountSettings({ accounts, card }: Props): ReactNode {
  const [removing, setRemoving] = useState<AccountView | null>(null)
  return (
    <>
      <div className={css['wide']}>
        {onServers(accounts).length === 0 ? <p className="fg2">No account on a server yet. Your calendars are on this computer alone.</p> : null}
        {onServers(accounts).map((account) => (
          <section key={account.id} className={css['account']} aria-label={`Server of ${account.address}`}>
            {account.problem ? <AppErrorBlock error={account.problem} about={{ what: 'Everything you did', plural: false }} onRetry={() => void runCommand('sync-now', { accountId: account.id })} /> : null}
            {card(account)}
            <footer>
              <Button size="small" kind="quiet-danger" icon={<Trash2 size={14} />} onPress={() => setRemoving(account)}>
                {account.behalf ? `Stop acting for ${account.behalf.name}…` : 'Remove from Parley…'}
              </Button>
            </footer>
          </section>
        ))}
        <div>
          <Button icon={<Plus size={14} />} onPress={() => goTo({ kind: 'add-account' })}>
            Add an account
          </Button>
        </div>
      </div>
      {removing ? <RemoveDialog account={removing} opened={accounts.filter((one) => one.behalf?.loginId === removing.id)} onClose={() => setRemoving(null)} /> : null}
    </>
  )
}

function RemoveDialog({ account, opened, onClose }: { readonly account: AccountView; /** Those of others that its sign-in opens. */ readonly opened: readonly AccountView[]; readonly onClose: () => void }): ReactNode {
  const remove = useCommand('remove-account')
  const act = async (): Promise<void> => {
    const result = await remove.run({ accountId: account.id })
    if (!result.ok) return
    say(`${account.address} was removed from Parley`, 'Nothing on the server was changed.')
    onClose()
  }
  return (
    <Dialog
      title={account.behalf ? `Stop acting for ${account.behalf.name}?` : `Remove ${account.address}?`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <span className="grow" />
          <Button onPress={onClose}>Keep it</Button>
          <Button kind="danger" running={remove.running} onPress={() => void act()}>
            Remove from Parley
          </Button>
        </>
      }
    >
      <p>Its calendars leave this computer. Everything on {account.host} stays as it is, and you can add the account again at any time.</p>
      {opened.length > 0 ? <p>The calendars of {listOf(opened.map((one) => one.name))} go too: you act for them with this account.</p> : null}
      <p className="fg3">What has not been sent yet for this account is thrown away.</p>
      {remove.error ? <AppErrorBlock error={remove.error} /> : null}
    </Dialog>
  )
}
