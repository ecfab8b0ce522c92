import type { Result } from '@sotevarmenne/kernel/result'
import type { CardProduct, TestOnlyProduct } from '#cards/products/contract.ts'
import type { Language } from '#platform/texts.ts'

export type LetterToPost = {
  readonly letterNumber: string
  readonly pdf: Uint8Array
  readonly addressee: { readonly lines: readonly string[] }
}

/** Prints and posts letters, a batch at a time. A fault is thrown and may pass; everything may be asked again. */
export type PrintHouse = {
  /** The manifest that it has accepted for the batch; undefined while the batch is open or unknown there. */
  readonly acceptedManifest: (batchId: string) => Promise<string | undefined>
  /** Brings one letter of an open batch. Brought again, it takes the place of the one before. */
  readonly bring: (
    batchId: string,
    letter: LetterToPost,
  ) => Promise<Result<void, { readonly kind: 'another-letter-has-this-number' }>>
  /** Has the letters of the manifest printed and posted, and no other; ok once the print house has acknowledged it. */
  readonly order: (
    batchId: string,
    manifest: string,
  ) => Promise<Result<void, { readonly kind: 'manifest-refused' }>>
}

/** What the letter says. */
export type LetterFacts = {
  readonly product: CardProduct | TestOnlyProduct
  readonly language: Language
  readonly letterNumber: string
  readonly activationCode: string
  /** Digits of the card number by which the holder knows the card. */
  readonly lastDigits: string
  readonly addressLines: readonly string[]
  readonly date: string
}

export type RenderLetter = (letter: LetterFacts) => Promise<Uint8Array>
