import type { Settings } from '../../shared/contract/app.ts'

const key = 'parley.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')
let wanted: Settings['theme'] = 'system'

/** Before the first paint: what was in use last, so that a dark room stays dark. */
export function startTheme(): void {
  const last = localStorage.getItem(key)
  wanted = last === 'light' || last === 'dark' ? last : 'system'
  dark.addEventListener('change', paint)
  paint()
}

export function setTheme(theme: Settings['theme']): void {
  wanted = theme
  localStorage.setItem(key, theme)
  paint()
}

function paint(): void {
  document.documentElement.dataset['theme'] = wanted === 'system' ? (dark.matches ? 'dark' : 'light') : wanted
}
