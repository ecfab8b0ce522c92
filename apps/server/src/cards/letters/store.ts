import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Generated } from 'kysely'
import { hasRow, readOne, there, timestamp, type Tx } from '#platform/db.ts'
import type { CardId } from '#cards/card/contract.ts'
import type { LetterNumber } from './contract.ts'
import type { ActivationLetter } from './domain/activation-letter.ts'

export async function insertLetter(
  tx: Tx,
  letter: Pick<ActivationLetter, 'letterNumber' | 'cardId' | 'plannedFor' | 'codeOnCard'>,
  codeSealed: Uint8Array,
): Promise<void> {
  await tables(tx)
    .insertInto('letters.letter')
    .values({
      letter_number: letter.letterNumber,
      card_id: letter.cardId,
      state: 'planned',
      planned_for: letter.plannedFor,
      code_sealed: codeSealed,
      code_on_card: letter.codeOnCard,
    })
    .execute()
}

export const findLetter = (tx: Tx, letterNumber: string): Promise<ActivationLetter | undefined> =>
  readOne(letters(tx).where('letter_number', '=', letterNumber), letterOf)

export const lockLetter = (tx: Tx, letterNumber: string): Promise<ActivationLetter | undefined> =>
  readOne(letters(tx).where('letter_number', '=', letterNumber).forUpdate(), letterOf)

/** The current letter of the card, once one was planned. */
export const findLetterOfCard = (tx: Tx, cardId: string): Promise<ActivationLetter | undefined> =>
  readOne(lettersThatCount(tx).where('card_id', '=', cardId), letterOf)

/** The current letters, by card. */
export async function lettersOfCards(
  tx: Tx,
  cardIds: readonly string[],
): Promise<ReadonlyMap<string, ActivationLetter>> {
  if (cardIds.length === 0) return new Map()
  const rows = await lettersThatCount(tx)
    .where('card_id', 'in', [...cardIds])
    .execute()
  return new Map(rows.map((row) => [row.card_id, letterOf(row)]))
}

export async function codeSealedOf(tx: Tx, letterNumber: string): Promise<Uint8Array | undefined> {
  const row = await tables(tx)
    .selectFrom('letters.letter')
    .select('code_sealed')
    .where('letter_number', '=', letterNumber)
    .executeTakeFirst()
  return row?.code_sealed ?? undefined
}

/**
 * The letter has left: the sealed code is erased. For a code that the card does not know yet, a digest
 * remains.
 */
export async function markLetterSent(
  tx: Tx,
  letterNumber: LetterNumber,
  { at, codeDigest }: { readonly at: Instant; readonly codeDigest: Uint8Array | undefined },
): Promise<void> {
  await tables(tx)
    .updateTable('letters.letter')
    .set({
      state: 'sent',
      sent_at: timestamp(at),
      code_sealed: null,
      code_digest: codeDigest ?? null,
    })
    .where('letter_number', '=', letterNumber)
    .execute()
}

/** The sent letters of the card are no longer valid. */
export async function replaceLettersOf(tx: Tx, cardId: CardId): Promise<void> {
  await tables(tx)
    .updateTable('letters.letter')
    .set({ state: 'replaced', code_digest: null })
    .where('card_id', '=', cardId)
    .where('state', '=', 'sent')
    .execute()
}

/** Letters that have not left will not leave. */
export async function withdrawLettersOf(tx: Tx, cardId: CardId): Promise<void> {
  await tables(tx)
    .updateTable('letters.letter')
    .set({ code_digest: null })
    .where('card_id', '=', cardId)
    .execute()
  await tables(tx)
    .updateTable('letters.letter')
    .set({ state: 'withdrawn', code_sealed: null })
    .where('card_id', '=', cardId)
    .where('state', '=', 'planned')
    .execute()
}

/** Number of letters of the card that were planned for the day or later. */
export async function countLettersSince(tx: Tx, cardId: string, day: LocalDate): Promise<number> {
  const rows = await letters(tx)
    .where('card_id', '=', cardId)
    .where('planned_for', '>=', day)
    .execute()
  return rows.length
}

/** Whether the card may still have the code of a replaced letter. */
export const hasFormerCode = (tx: Tx, cardId: string): Promise<boolean> =>
  hasRow(
    letters(tx)
      .where('card_id', '=', cardId)
      .where('state', '=', 'replaced')
      .where('code_on_card', '=', true),
  )

/** The card no longer has any code of its replaced letters. */
export async function forgetFormerCodes(tx: Tx, cardId: string): Promise<void> {
  await tables(tx)
    .updateTable('letters.letter')
    .set({ code_on_card: false })
    .where('card_id', '=', cardId)
    .where('state', '=', 'replaced')
    .execute()
}

/** The card now has the code of the letter: nothing derived from it is stored any more. */
export async function markCodeOnCard(tx: Tx, letterNumber: string): Promise<void> {
  await tables(tx)
    .updateTable('letters.letter')
    .set({ code_on_card: true, code_digest: null })
    .where('letter_number', '=', letterNumber)
    .execute()
}

export type StoredDigest = { readonly digest: Uint8Array; readonly wrongProofs: number }

/** The digest of a mailed code that the card does not know yet, locked until the transaction ends. */
export async function lockCodeDigest(
  tx: Tx,
  letterNumber: string,
): Promise<StoredDigest | undefined> {
  const row = await letters(tx)
    .where('letter_number', '=', letterNumber)
    .forUpdate()
    .executeTakeFirst()
  return row?.code_digest ? { digest: row.code_digest, wrongProofs: row.wrong_proofs } : undefined
}

export async function setWrongProofs(tx: Tx, letterNumber: string, count: number): Promise<void> {
  await tables(tx)
    .updateTable('letters.letter')
    .set({ wrong_proofs: count })
    .where('letter_number', '=', letterNumber)
    .execute()
}

type LetterRow = {
  letter_number: string
  card_id: string
  state: ActivationLetter['state']
  planned_for: LocalDate
  code_sealed: Uint8Array | null
  code_on_card: boolean
  code_digest: Uint8Array | null
  wrong_proofs: number
  sent_at: Instant | null
}

type Tables = {
  'letters.letter': Omit<LetterRow, 'wrong_proofs'> & { wrong_proofs: Generated<number> }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const letters = (tx: Tx) => tables(tx).selectFrom('letters.letter').selectAll()

const lettersThatCount = (tx: Tx) => letters(tx).where('state', '!=', 'replaced')

function letterOf(row: LetterRow): ActivationLetter {
  const every = {
    letterNumber: row.letter_number as LetterNumber,
    cardId: row.card_id as CardId,
    plannedFor: row.planned_for,
    codeOnCard: row.code_on_card,
  }
  switch (row.state) {
    case 'planned':
    case 'withdrawn':
      return { ...every, state: row.state }
    case 'sent':
    case 'replaced':
      return { ...every, state: row.state, sentAt: there(row, 'sent_at') }
  }
}
