import { randomBytes, randomInt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { TestPerson } from '@sotevarmenne/identifiers/test-people'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { createBlankOf, openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import {
  finishPersonalising,
  startPersonalising,
  type PersonalisingPlan,
} from '@sotevarmenne/smartcard/personaliser'
import { isS42 } from '@sotevarmenne/smartcard/s4-2/software-card'
import { readCard } from '@sotevarmenne/smartcard/use'
import { parseState } from '@sotevarmenne/smartcard/virtual-card/state'
import { memoryStore, type CardStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { CardLayout } from './contract.ts'
import type { KitRefusal } from './refusals.ts'
import type { KitTestCa } from './test-ca.ts'

/** The PINs of every card of the kit, as on the virtual test cards of the service. */
export const pins = { pin1: '1234', pin2: '123456' } as const

export type KitCard = {
  readonly store: CardStore
  readonly layout: CardLayout
  /** In DER: the certificates of its holder. */
  readonly certificates: readonly Uint8Array[]
  /** In DER: the root that its file names. */
  readonly root?: Uint8Array
}

/** A card of a test person, produced as the service produces cards: keys on the card, certified, activated. */
export async function makeCard(
  person: TestPerson,
  layout: CardLayout,
  ca: Pick<KitTestCa, 'certify'>,
): Promise<KitCard> {
  const store = memoryStore()
  const channel = channelTo(await createBlankOf(layout, { store }))
  const activationCode = digits(8)
  const plan: PersonalisingPlan = {
    label: 'TEST-AMMATTIKORTTI',
    language: 'fi',
    keyAlgorithm: 'p384',
    pins: { minLength: 4, tries: 5 },
    activationCode,
    adminKey: new Uint8Array(randomBytes(32)),
    cardNumber: `9${digits(16)}`,
  }
  const started = accept(await startPersonalising(channel, plan))
  const certificates = ca.certify(person, started.keys)
  accept(await finishPersonalising(channel, { ...started, ...plan, certificates }))
  accept(await activateCard(channel, { activationCode, ...pins }))
  await channel.close()
  return { store, layout, certificates: [certificates.authentication, certificates.signature] }
}

/** The virtual test card in a file. The file stays as it is: changes are in memory. */
export async function readCardFile(file: string): Promise<Result<KitCard, KitRefusal>> {
  const unreadable = refuse({ kind: 'card-file-unreadable', file } as const)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  const state = text === undefined ? undefined : parsed(text)
  if (!state) return unreadable
  const store = memoryStore()
  await store.save(state)
  const channel = channelTo(await openSoftwareCard(store))
  const read = await readCard(channel)
  await channel.close()
  if (!read.ok) return unreadable
  const { certificates, chain } = read.value
  const [root] = chain.slice(-1)
  for (const ca of chain) {
    const name = commonNameOf(ca)
    if (name === undefined) return unreadable
    if (!/\btest\b/i.test(name)) return refuse({ kind: 'not-a-test-ca', file, ca: name })
  }
  if (!root) return unreadable
  return ok({
    ...{ store, root },
    layout: isS42(state) ? 'fineid-s4-2' : 'myeid',
    certificates: certificates.map(({ der }) => der),
  })
}

function parsed(text: string) {
  try {
    return parseState(text)
  } catch {
    // Any file may be named.
    return undefined
  }
}

function commonNameOf(der: Uint8Array): string | undefined {
  const certificate = decodeCertificate(der)
  return certificate.ok
    ? attributeOf(certificate.value.subject, attributeTypes.commonName)
    : undefined
}

const digits = (count: number): string =>
  Array.from({ length: count }, () => String(randomInt(10))).join('')

/** The card is in software, and blank: a refusal is a fault of the kit. */
function accept<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`the virtual card refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}
