/** Work that nobody waits for: its faults are told on stderr, and closing waits for it a little. */
export interface Background {
  run(work: Promise<unknown>): void
  /** Until nothing is under way, also nothing that came of it; at most `limitMs`. */
  idle(limitMs: number): Promise<void>
}

export function createBackground(): Background {
  const under = new Set<Promise<void>>()
  return {
    run(work) {
      const watched: Promise<void> = work.then(
        () => void under.delete(watched),
        (error: unknown) => {
          under.delete(watched)
          process.stderr.write(`practice: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
        },
      )
      under.add(watched)
    },
    async idle(limitMs) {
      const end = performance.now() + limitMs
      while (under.size > 0 && performance.now() < end) {
        let timer: NodeJS.Timeout | undefined
        const late = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, end - performance.now())
        })
        await Promise.race([Promise.all(under), late])
        clearTimeout(timer)
      }
    },
  }
}
