import { useEffect, useState } from 'react'

/** How far the grid is drawn: its empty place, the rows under their scale, or all that is around them as well. */
export type Opening = 'place' | 'rows' | 'all'

/**
 * The rows come before all else, each stage in a frame of its own. Answers that are stored come within a frame: until they are here, or that
 * frame is over, no row is drawn, since 500 of them would be worked out twice before anybody sees them once.
 */
export function useOpening(answered: boolean): Opening {
  const [stage, setStage] = useState<Opening>('place')
  const opening = stage === 'place' && answered ? 'rows' : stage
  useEffect(() => {
    if (opening === 'all') return undefined
    let timer = 0
    const frame = requestAnimationFrame(() => {
      // A task after the frame, so that what was drawn is on the screen first.
      timer = window.setTimeout(() => setStage(opening === 'place' ? 'rows' : 'all'))
    })
    return () => {
      cancelAnimationFrame(frame)
      window.clearTimeout(timer)
    }
  }, [opening])
  return opening
}
