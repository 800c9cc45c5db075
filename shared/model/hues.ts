/** The twelve calendar hues of the design, in the order of the colour picker. */
export const hues = ['rose', 'coral', 'amber', 'olive', 'green', 'jade', 'sky', 'blue', 'indigo', 'violet', 'magenta', 'slate'] as const
export type Hue = (typeof hues)[number]

/** What stands for a hue on a server (`calendar-color`), where other programs read it. `nearestHue` gives the hue back. */
export const hueColors: Readonly<Record<Hue, string>> = {
  rose: '#cf3058',
  coral: '#cf5030',
  amber: '#cf9530',
  olive: '#b9cf30',
  green: '#30cf3e',
  jade: '#30cfa7',
  sky: '#309fcf',
  blue: '#3065cf',
  indigo: '#3e30cf',
  violet: '#8530cf',
  magenta: '#cf30af',
  slate: '#6b7280',
}

/** Degrees on the colour wheel at which the hues lie. */
const degrees: Readonly<Record<Exclude<Hue, 'slate'>, number>> = { rose: 345, coral: 12, amber: 38, olive: 68, green: 125, jade: 165, sky: 198, blue: 220, indigo: 245, violet: 272, magenta: 312 }

/** The hue a colour of another program comes nearest to. In: `#rrggbb`, with or without alpha. Anything else gives null. */
export function nearestHue(color: string | null): Hue | null {
  const channels = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(color ?? '')
  if (channels === null) return null
  const [r, g, b] = channels.slice(1).map((hex) => Number.parseInt(hex, 16) / 255) as [number, number, number]
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  const spread = most - least
  if (spread < 0.12) return 'slate'
  const sextant = most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread
  const angle = (sextant * 60 + 360) % 360
  const away = (hue: Hue): number => {
    if (hue === 'slate') return 360
    const apart = Math.abs(angle - degrees[hue])
    return Math.min(apart, 360 - apart)
  }
  return hues.reduce((nearest, hue) => (away(hue) < away(nearest) ? hue : nearest))
}
