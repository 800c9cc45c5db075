import { Plus } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AccountView } from '../../../shared/contract/calendars.ts'
import type { PublishedLink } from '../../../shared/contract/publishing.ts'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Button } from '../../parts/Button.tsx'
import { onServers } from '../../state/asker.ts'
import { useZone } from '../../state/app-state.ts'
import { useQuery } from '../../state/live-query.ts'
import { useNow } from '../../state/use-now.ts'
import { LinkCard } from './LinkCard.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { SeenRows } from './SeenRows.tsx'
import css from './publishing.module.css'

/** Settings page: what others see of my time, and where I publish it. */
export function Publishing({ accounts }: { readonly accounts: readonly AccountView[] }): ReactNode {
  const zone = useZone()
  const nowUtc = useNow()
  const links = useQuery('published-links', {})
  const [editing, setEditing] = useState<PublishedLink | 'new' | null>(null)
  const all = links.value?.links ?? []
  return (
    <div className={css['page']}>
      <SeenRows zone={zone} nowUtc={nowUtc} again={all.map((link) => `${link.id} ${link.lastSuccessUtc}`).join()} />
      <section className={css['group']} aria-label="Published links">
        <header className={css['head']}>
          <div>
            <h2>Published links</h2>
            <p className="fg3">Your free and busy time as a file others can read, wherever you may put one. It is kept up to date while Parley runs.</p>
          </div>
          <Button size="small" icon={<Plus size={14} />} isDisabled={onServers(accounts).length === 0} onPress={() => setEditing('new')}>
            Publish…
          </Button>
        </header>
        {links.error ? <AppErrorBlock error={links.error} /> : null}
        {links.value && all.length === 0 ? <p className={css['none']}>Nothing is published. People on other servers see you as unknown, unless their server can ask yours.</p> : null}
        {all.map((link) => (
          <LinkCard key={link.id} link={link} zone={zone} nowUtc={nowUtc} onEdit={() => setEditing(link)} />
        ))}
      </section>
      {editing ? <LinkDialog link={editing === 'new' ? null : editing} accounts={accounts} zone={zone} onClose={() => setEditing(null)} /> : null}
    </div>
  )
}
