import type { RelayedCardRefusal } from '#cards/letters/index.ts'
import type { UnlockRefusal } from '#cards/card/index.ts'

export type AskUnlockRefusal =
  | UnlockRefusal
  /** The locked card would open itself: whoever has it and PIN1 would have PIN2 too. */
  | { readonly kind: 'signed-in-with-this-card' }

export type UnlockCardRefusal =
  AskUnlockRefusal | { readonly kind: 'unlocked-too-often' } | RelayedCardRefusal
