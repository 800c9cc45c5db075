import { hues, type Hue } from '../../shared/model/hues.ts'

/** Slate is left for what has no person behind it. */
const personHues = hues.filter((hue) => hue !== 'slate')

/** The same address wears the same hue everywhere (FNV-1a over its letters). */
export function hueOf(address: string): Hue {
  let hash = 0x811c9dc5
  for (const letter of address.toLowerCase()) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0
  return personHues[hash % personHues.length]!
}

/** `Bob Lindqvist` → `BL`; without a name, or with the address for a name, its first two letters. */
export function initialsOf(name: string, address: string): string {
  const words = (name.includes('@') ? '' : name).replace(/[("'<].*$/, '').split(/[\s._-]+/).filter((word) => /\p{L}|\p{N}/u.test(word))
  if (words.length === 0) return firstLetters(address, 2)
  if (words.length === 1) return firstLetters(words[0]!, 2)
  return firstLetters(words[0]!, 1) + firstLetters(words[words.length - 1]!, 1)
}

const firstLetters = (text: string, count: number): string => Array.from(text.replace(/[^\p{L}\p{N}]/gu, '')).slice(0, count).join('').toUpperCase()
