import type { Brand } from '@sotevarmenne/kernel/brand'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

/** The identifier (UID) of the contactless side of a card, in hexadecimal capitals (ISO/IEC 14443-3 § 6.5.4). */
export type ContactlessId = Brand<string, 'ContactlessId'>

export type ContactlessIdFault = 'malformed' | 'random' | 'cascade-tag'

/** As a reader shows it, also with spaces, colons or hyphens between its bytes. */
export function contactlessId(text: string): Result<ContactlessId, ContactlessIdFault> {
  const hex = text.replaceAll(/[\s:-]/g, '').toUpperCase()
  if (!/^[0-9A-F]+$/.test(hex) || !sizes.has(hex.length / 2)) return refuse('malformed')
  // CT stands before a part of a longer identifier: the reader showed only that part.
  if (hex.startsWith('88')) return refuse('cascade-tag')
  // Another one each time that the card is read: it recognises nobody.
  if (hex.length === 8 && hex.startsWith('08')) return refuse('random')
  return ok(hex as ContactlessId)
}

/** In bytes: single, double and triple size. */
const sizes: ReadonlySet<number> = new Set([4, 7, 10])
