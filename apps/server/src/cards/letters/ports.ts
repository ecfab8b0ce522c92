import type { CardProduct } from '@sotevarmenne/api/cards'
import type { Result } from '@sotevarmenne/kernel/result'
import type { TestOnlyProduct } from '#cards/products/contract.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { Language } from '#platform/texts.ts'

export type LetterToPost = {
  readonly letterNumber: string
  readonly pdf: Uint8Array
  readonly addressee: { readonly lines: readonly string[] }
}

/**
 * Prints and posts letters in batches. A fault is thrown and may be temporary; every call may be repeated.
 */
export type Bureau = {
  /**
   * The manifest that the bureau has accepted for the batch; undefined while the batch is open or unknown
   * there.
   */
  readonly acceptedManifest: (batchId: string) => Promise<string | undefined>
  /** Sends one letter of an open batch. A repeated call replaces the letter. */
  readonly bring: (
    batchId: string,
    letter: LetterToPost,
  ) => Promise<Result<void, { readonly kind: 'another-letter-has-this-number' }>>
  /**
   * Orders printing and posting of exactly the letters of the manifest; ok once the bureau has acknowledged it.
   */
  readonly order: (
    batchId: string,
    manifest: string,
  ) => Promise<Result<void, { readonly kind: 'manifest-refused' }>>
}

/** The data that the letter shows. */
export type LetterFacts = {
  readonly product: CardProduct | TestOnlyProduct
  readonly language: Language
  readonly letterNumber: string
  readonly activationCode: string
  /** Last digits of the card number, by which the holder recognises the card. */
  readonly lastDigits: string
  readonly addressLines: readonly string[]
  /** The card comes by post too, and is not collected. */
  readonly isSentHome?: true
  readonly date: string
  /** Whom to call about a lost card, and where to read more. */
  readonly service: ServiceDetails
}

export type RenderLetter = (letter: LetterFacts) => Promise<Uint8Array>
