import { FlaskConical } from 'lucide-react'
import { type ReactNode } from 'react'
import type { AppState } from '../../../shared/contract/app.ts'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import { Avatar } from '../../parts/Avatar.tsx'
import { Button } from '../../parts/Button.tsx'
import { Menu } from '../../parts/Menu.tsx'
import { sayError } from '../../state/undo.ts'
import { useCommand } from '../../state/use-command.ts'
import { practiceWords } from './account-words.ts'
import css from './accounts.module.css'

interface Props {
  readonly people: AppState['practice']['people']
  readonly accounts: readonly AccountView[]
}

/** In practice one may stand in for the others too, and see the same meeting from their side. */
export function PersonSwitch({ people, accounts }: Props): ReactNode {
  const start = useCommand('start-practice')
  const signedIn = new Set(accounts.filter((account) => account.practice && account.behalf === undefined).map((account) => account.address))
  const missing = people.filter((person) => !signedIn.has(person.address))
  const words = practiceWords(accounts)
  if (people.length === 0 || words === null) return null
  const be = async (address: string): Promise<void> => {
    const result = await start.run({ address })
    if (!result.ok) sayError(result.error)
  }
  return (
    <section className={css['practice']} aria-label="Practice">
      <p>
        <FlaskConical size={14} aria-hidden="true" />
        {words}
      </p>
      {missing.length > 0 ? (
        <Menu
          label="Also be"
          entries={missing.map((person) => ({ id: person.address, label: person.name, text: person.name, detail: person.address, icon: <Avatar address={person.address} name={person.name} size="small" />, onAct: () => void be(person.address) }))}
        >
          <Button size="small" running={start.running}>
            Also be somebody else…
          </Button>
        </Menu>
      ) : null}
    </section>
  )
}
