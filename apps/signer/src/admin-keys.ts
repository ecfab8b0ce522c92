import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import type {
  AdminProof,
  AdminProofRequested,
  CardAdminKey,
  CardInProduction,
  SignerRefusal,
} from '@sotevarmenne/issuing/socket/messages'
import { formatInstant, minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import {
  respondToChallenge,
  receiptFor,
  wrapSecret,
  type AdminExchange,
} from '@sotevarmenne/smartcard/admin-key'
import { adminKeyOf } from '@sotevarmenne/smartcard/diversify'
import { adminReference, codePlaces } from '@sotevarmenne/smartcard/layout'
import { readSealedFile, writeSealedFile, type Passphrase } from './keys/sealed-file.ts'
import type { DerivationMemory } from './memory/derivation-memory.ts'

/**
 * The admin keys of cards, derived from master keys that no other process has. Each use is counted, limited
 * and logged.
 */
export type AdminKeys = {
  /** The key of a card in production, under the newest master key; once (see `DerivationMemory`). */
  readonly derive: (card: CardInProduction) => Promise<Result<CardAdminKey, SignerRefusal>>
  /** The card was read back: its production is over, and its key is never derived again. */
  readonly readBack: (card: CardInProduction) => Promise<Result<void, SignerRefusal>>
  /** Signs one challenge of one card for one purpose; the key itself stays here. */
  readonly prove: (requested: AdminProofRequested) => Promise<Result<AdminProof, SignerRefusal>>
  readonly counts: () => { readonly adminKeys: number; readonly adminProofs: number }
  readonly versions: readonly number[]
}

/** A card is unlocked now and then; more in ten minutes suggests an attack. */
const proofsOfACard = { max: 8, within: 10 * minute }
/** For all cards together. */
const proofsAtAll = { max: 600, within: minute }
const derivationsAtAll = { max: 1200, within: minute }

export function createAdminKeys({
  masters,
  memory,
  writeDown: write,
  clock,
}: {
  readonly masters: ReadonlyMap<number, Uint8Array>
  readonly memory: DerivationMemory
  /** A line for each use, written before the response. */
  readonly writeDown: (line: string) => Promise<void>
  readonly clock: Clock
}): AdminKeys {
  const counts = { adminKeys: 0, adminProofs: 0 }
  const mayDerive = limit(derivationsAtAll, clock)
  const mayProve = limit(proofsAtAll, clock)
  const mayProveFor = limit(proofsOfACard, clock)
  const newest = Math.max(...masters.keys())

  const writeDown = async (what: string, version: number, cardNumber: string): Promise<void> => {
    const line = {
      at: formatInstant(clock.now()),
      what,
      version,
      // Can be found with the card number, which it does not reveal at a glance.
      card: createHash('sha256').update(cardNumber).digest('hex').slice(0, 32),
    }
    await write(`${JSON.stringify(line)}\n`)
  }

  return {
    derive: async (card) => {
      const { cardNumber } = card
      const master = masters.get(newest)
      if (master === undefined) return refuse({ kind: 'no-admin-master-key' })
      if (!isCardOnChip(card)) return malformed('no card number and chip serial')
      if (!mayDerive('')) return refuse({ kind: 'too-many-admin-uses', of: 'all-cards' })
      const refusal = await memory.begin(card, clock.now())
      if (refusal !== undefined) {
        // Nobody who produces cards asks for it: somebody should look.
        await writeDown(`not derived: ${refusal.kind}`, newest, cardNumber)
        return refuse(refusal)
      }
      await writeDown('derived', newest, cardNumber)
      counts.adminKeys += 1
      return ok({ version: newest, key: adminKeyOf(master, newest, cardNumber) })
    },
    readBack: async (card) => {
      if (!isCardOnChip(card)) return malformed('no card number and chip serial')
      const refusal = await memory.end(card, clock.now())
      return refusal === undefined ? ok(undefined) : refuse(refusal)
    },
    prove: async ({ cardNumber, version = newest, purpose, chipSerial, challenge }) => {
      const master = masters.get(version)
      if (master === undefined) return refuse({ kind: 'no-admin-master-key' })
      if (!isCardOnChip({ cardNumber, chipSerial }) || challenge.length !== 16)
        return malformed('no question of a card')
      if (!mayProveFor(cardNumber)) return refuse({ kind: 'too-many-admin-uses', of: 'card' })
      if (!mayProve('')) return refuse({ kind: 'too-many-admin-uses', of: 'all-cards' })
      await writeDown(`proved for ${purpose}`, version, cardNumber)
      counts.adminProofs += 1

      const key = adminKeyOf(master, version, cardNumber)
      const exchange: AdminExchange = {
        purpose,
        reference: adminReference,
        chipSerial,
        challenge,
      }
      return ok({
        response: respondToChallenge(key, exchange),
        deadCodes:
          purpose === 'code' ? codePlaces.map((place) => deadCode(key, exchange, place)) : [],
      })
    },
    counts: () => ({ ...counts }),
    versions: [...masters.keys()].sort((one, other) => one - other),
  }
}

/** A code that nobody can type or know, not even the carrier of the message to the card. */
function deadCode(key: Uint8Array, exchange: AdminExchange, place: number) {
  const wrapped = wrapSecret(key, exchange, place, new Uint8Array(randomBytes(8)))
  return { place, wrapped, receipt: receiptFor(key, exchange, place, wrapped) }
}

/** The master keys in the folder, by version. Throws where one does not open. */
export async function openAdminMasters(
  folder: string,
  passphrase: Passphrase,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const masters = new Map<number, Uint8Array>()
  for (const version of await versionsIn(folder)) {
    const opened = await readSealedFile(fileOf(folder, version), {
      passphrase,
      purpose: purposeOf(version),
    })
    if (!opened.ok)
      throw new Error(`the card admin master key ${version} does not open: ${opened.refusal.kind}`)
    masters.set(version, opened.value)
  }
  return masters
}

/** Creates the first master key if there is none; resolves to whether it did. */
export async function makeFirstAdminMaster(
  folder: string,
  seal: { readonly passphrase: Passphrase; readonly workFactor?: number },
): Promise<boolean> {
  if ((await versionsIn(folder)).length > 0) return false
  await makeAdminMaster(folder, seal)
  return true
}

/** Creates the next master key; cards under an earlier one keep theirs. Resolves to its version. */
export async function makeAdminMaster(
  folder: string,
  seal: { readonly passphrase: Passphrase; readonly workFactor?: number },
): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const version = Math.max(0, ...(await versionsIn(folder))) + 1
  const secret = new Uint8Array(randomBytes(32))
  await writeSealedFile(fileOf(folder, version), secret, { ...seal, purpose: purposeOf(version) })
  secret.fill(0)
  return version
}

async function versionsIn(folder: string): Promise<readonly number[]> {
  const names = (await unlessMissing(readdir(folder))) ?? []
  return names.flatMap((name) => {
    const version = /^card-admin-([1-9]\d{0,3})\.key$/.exec(name)?.[1]
    return version === undefined ? [] : [Number(version)]
  })
}

const fileOf = (folder: string, version: number): string =>
  path.join(folder, `card-admin-${version}.key`)

const purposeOf = (version: number): string => `card admin master key ${version}`

const isCardOnChip = ({ cardNumber, chipSerial }: CardInProduction): boolean =>
  /^\d{17}$/.test(cardNumber) && chipSerial.length === 10

const malformed = (detail: string) => refuse({ kind: 'malformed-request', detail } as const)

/** Rate limit: whether the key may be used once more in this window; older uses are forgotten. */
function limit(
  { max, within }: { readonly max: number; readonly within: number },
  clock: Clock,
): (key: string) => boolean {
  let times: { readonly key: string; readonly at: Instant }[] = []
  return (key) => {
    const now = clock.now()
    times = times.filter(({ at }) => at <= now && at > now - within)
    if (times.filter((each) => each.key === key).length >= max) return false
    times.push({ key, at: now })
    return true
  }
}
