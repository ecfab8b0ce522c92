import { createHash } from 'node:crypto'
import { randomDigits } from '#cards/card/index.ts'
import type { LetterNumber } from './contract.ts'

/** Ten random digits; the database holds that no two letters have the same. */
export const newLetterNumber = (): LetterNumber => randomDigits(10) as LetterNumber

/** What is kept of the proof of a code: whoever reads it here can't prove with it. */
export const digestOfProof = (proof: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(proof).digest())
