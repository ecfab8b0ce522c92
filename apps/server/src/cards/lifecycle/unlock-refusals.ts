import type { RelayedCardRefusal } from '#cards/letters/index.ts'
import type { UnlockRefusal } from '#cards/card/index.ts'

export type RequestUnlockRefusal =
  | UnlockRefusal
  /** The locked card would unlock itself: a thief who has it and PIN1 would get PIN2 too. */
  | { readonly kind: 'signed-in-with-this-card' }

export type UnlockCardRefusal =
  RequestUnlockRefusal | { readonly kind: 'unlocked-too-often' } | RelayedCardRefusal
