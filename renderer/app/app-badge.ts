/** Browsers that install pages put a number on their icon; the types of TypeScript do not know it yet. */
interface Badging {
  setAppBadge?(count: number): Promise<void>
  clearAppBadge?(): Promise<void>
}

const size = 64
let asked = 0

/** The number on the icon: of the installed app where there is one, and drawn into the picture of the tab. 0 takes it away. */
export async function showOnIcon(count: number): Promise<void> {
  const mine = (asked += 1)
  const badging = navigator as Navigator & Badging
  const put = count === 0 ? badging.clearAppBadge?.() : badging.setAppBadge?.(count)
  // Not installed, or not allowed: the tab and the title say it.
  void put?.catch(() => undefined)
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (!link) return
  const plain = (link.dataset['plain'] ??= link.href)
  const picture = count === 0 ? plain : await drawn(plain, badgeText(count))
  if (mine !== asked) return
  link.href = picture
  link.type = count === 0 ? 'image/svg+xml' : 'image/png'
}

/** More than nine would not be read at the size of a tab. */
export const badgeText = (count: number): string => (count > 9 ? '9+' : String(count))

async function drawn(plain: string, text: string): Promise<string> {
  const icon = new Image(size, size)
  icon.src = plain
  await icon.decode()
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const pen = canvas.getContext('2d')
  if (!pen) return plain
  pen.drawImage(icon, 0, 0, size, size)
  const style = getComputedStyle(document.documentElement)
  pen.fillStyle = style.getPropertyValue('--danger')
  pen.beginPath()
  pen.arc(size * 0.66, size * 0.34, size * 0.34, 0, 2 * Math.PI)
  pen.fill()
  pen.fillStyle = style.getPropertyValue('--bg-surface')
  pen.font = `700 ${size * (text.length > 1 ? 0.36 : 0.46)}px ${style.fontFamily}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(text, size * 0.66, size * 0.36)
  return canvas.toDataURL('image/png')
}
