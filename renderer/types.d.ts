import type { CallResult, Change } from '../shared/contract/wire.ts'

/** What the desktop preload puts into the page; absent in a browser. */
declare global {
  interface Window {
    readonly parley?: {
      call(name: string, input: unknown): Promise<CallResult>
      tellOnline(online: boolean): void
      onChange(tell: (change: Change) => void): () => void
    }
  }
}
