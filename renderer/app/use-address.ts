import { useEffect } from 'react'
import { useLooking } from '../state/looking.ts'
import { fromHash, toHash } from './routes.ts'

/** Keeps the address and what is shown the same, both ways. */
export function useAddress(): void {
  useEffect(() => {
    const read = (): void => {
      const place = fromHash(location.hash)
      if (place && toHash({ ...useLooking.getState(), ...place }) !== toHash(useLooking.getState())) useLooking.setState(place)
    }
    const write = (): void => {
      const hash = toHash(useLooking.getState())
      if (hash !== location.hash) history.pushState(null, '', hash)
    }
    read()
    write()
    const stop = useLooking.subscribe(write)
    window.addEventListener('popstate', read)
    window.addEventListener('hashchange', read)
    return () => {
      stop()
      window.removeEventListener('popstate', read)
      window.removeEventListener('hashchange', read)
    }
  }, [])
}
