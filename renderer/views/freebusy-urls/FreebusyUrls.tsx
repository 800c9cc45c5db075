import type { ReactNode } from 'react'
import { AppErrorBlock } from '../../parts/AppErrorBlock.tsx'
import { Spinner } from '../../parts/Spinner.tsx'
import { useZone } from '../../state/app-state.ts'
import { askAgain, useQuery } from '../../state/live-query.ts'
import { useLooking } from '../../state/looking.ts'
import { AddressList } from './AddressList.tsx'
import { ContactUrls } from './ContactUrls.tsx'
import { Finder } from './Finder.tsx'
import css from './freebusy-urls.module.css'

/** Where other people's free/busy is read from: found, tested, kept. */
export function FreebusyUrls(): ReactNode {
  const zone = useZone()
  const begin = useLooking((looking) => looking.finderFor)
  const { value, loading, error } = useQuery('freebusy-addresses', {})
  return (
    <div className={css['page']}>
      <Finder key={begin ?? ''} begin={begin ?? ''} zone={zone} />
      {loading ? <Spinner label="Loading" /> : null}
      {error ? <AppErrorBlock error={error} about={{ what: 'What you kept' }} onRetry={() => askAgain('freebusy-addresses', {})} /> : null}
      {value ? (
        <>
          <AddressList addresses={value.addresses} zone={zone} />
          <ContactUrls contacts={value.contacts} books={value.books} zone={zone} />
        </>
      ) : null}
    </div>
  )
}
