import { createHash } from 'node:crypto'
import { randomDigits } from '#cards/card/index.ts'
import type { LetterNumber } from './contract.ts'

/** Ten random digits; the database ensures that they are unique. */
export const newLetterNumber = (): LetterNumber => randomDigits(10) as LetterNumber

/** What is stored of the proof of a code: it cannot be used as a proof. */
export const digestOfProof = (proof: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(proof).digest())
