import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { createBlankOf, openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { BootstrapRefusal, FirstTwo } from '#identity/bootstrap/index.ts'
import { activationStatement } from '#cards/letters/index.ts'
import { cardsOfHolder } from '#cards/card/index.ts'
import { examplePoint } from '#points/points/index.ts'
import type { Config } from './config.ts'
import { enterExampleOrganisations } from './example-organisations.ts'
import { enterExamplePoints } from './example-points.ts'
import type { Parts } from './parts.ts'

/** Published PINs of the first registrar and case officer of the demo environment. */
const examplePins = { pin1: '1234', pin2: '123456' }
const exampleFirstTwo = { registrar: '010180-9015', caseOfficer: '020275-902B' }

const chipModel = 'Virtual card 4.5'

/**
 * Virtual blank cards: one delivery for all ordered cards, and one for spare cards, above the low-stock
 * limit.
 */
const exampleBlanks = {
  firstSerial: 'E0000000000000000001',
  lastSerial: 'E0000000000000000078',
}
const exampleSpareBlanks = {
  firstSerial: 'E0000000000000001001',
  lastSerial: 'E0000000000000001032',
}

/**
 * At the first start of a demo environment: bootstraps it, and activates the two first cards as their holders
 * would.
 */
export async function beginDemoEnvironment(config: Config, parts: Parts): Promise<void> {
  if (!(await parts.db.read(parts.blanks.hasAny)))
    await enterBlanks(config, parts, {
      ...{ delivery: exampleBlanks, drawer: path.join(config.data, 'blanks') },
    })
  const begun = await bootstrapWhenRegistersRespond(parts)
  if (!begun.ok && begun.refusal.kind !== 'already-bootstrapped')
    throw new Error(
      `the bootstrap of the demo environment failed: ${JSON.stringify(begun.refusal)}`,
    )
  if (begun.ok)
    for (const first of [begun.value.registrar, begun.value.caseOfficer])
      await activateFirst(config, parts, first)
  await enterSpareBlanks(config, parts)
  await enterExamplePoints(parts)
  await enterExampleOrganisations(parts, {
    caseOfficer: await personOf(parts, exampleFirstTwo.caseOfficer),
    registrar: await personOf(parts, exampleFirstTwo.registrar),
  })
}

async function personOf({ db, people }: Parts, code: string): Promise<string> {
  const identityCode = parseIdentityCode(code)
  const person =
    identityCode.ok && (await db.read((tx) => people.findByIdentityCode(tx, identityCode.value)))
  if (!person)
    throw new Error(
      `the demo environment does not know its first registrar and case officer: ${code}`,
    )
  return person.personId
}

/** Into the folder of the card reader software's virtual reader, at the point of the first registrar. */
async function enterSpareBlanks(config: Config, parts: Parts): Promise<void> {
  const { db, people, registration, clock } = parts
  const identityCode = parseIdentityCode(exampleFirstTwo.registrar)
  if (!identityCode.ok) throw new Error('the first registrar has no identity code')
  const place = await db.read(async (tx) => {
    const registrar = await people.findByIdentityCode(tx, identityCode.value)
    const now = registrar && (await registration.registrarAt(tx, registrar.personId, clock.now()))
    return now?.pointId
  })
  if (place !== undefined)
    await enterBlanks(config, parts, {
      ...{ delivery: exampleSpareBlanks, drawer: path.join(config.data, 'spare-cards'), place },
    })
}

/**
 * The delivery is put in the drawer as files before it is entered into the stock: after a crash it is put
 * there again. A delivery that is already entered is not changed.
 */
async function enterBlanks(
  { cardLayout }: Pick<Config, 'cardLayout'>,
  { systemPermit, blanks }: Parts,
  {
    delivery: { firstSerial, lastSerial },
    drawer,
    ...where
  }: {
    readonly delivery: typeof exampleBlanks
    readonly drawer: string
    readonly place?: string
  },
): Promise<void> {
  await mkdir(drawer, { recursive: true, mode: 0o700 })
  for (let serial = BigInt(`0x${firstSerial}`); serial <= BigInt(`0x${lastSerial}`); serial += 1n) {
    const chipSerial = serial.toString(16).toUpperCase()
    const store = fileStore(path.join(drawer, `${chipSerial}.json`))
    if (!(await store.load())) await createBlankOf(cardLayout, { store, chipSerial })
  }
  const received = await blanks.receiveBlanks(systemPermit('blanks.receiveBlanks', 'cli'), {
    chipModel,
    firstSerial,
    lastSerial,
    ...where,
  })
  if (!received.ok && received.refusal.kind !== 'already-in-stock')
    throw new Error(`the blank cards were not entered: ${received.refusal.kind}`)
}

/** The sandbox starts in parallel, and may need longer. */
async function bootstrapWhenRegistersRespond({
  systemPermit,
  bootstrap,
}: Parts): Promise<Result<FirstTwo, BootstrapRefusal>> {
  for (let triesLeft = 120; ; triesLeft -= 1) {
    const permit = systemPermit('permissions.bootstrap', 'cli')
    const begun = await bootstrap(permit, { ...exampleFirstTwo, point: examplePoint })
    const isTooEarly =
      !begun.ok &&
      begun.refusal.kind === 'registers-refuse' &&
      begun.refusal.because === 'register-unavailable'
    if (!isTooEarly || triesLeft === 0) return begun
    await sleep(250)
  }
}

/**
 * Signs with the signature keys of the first registrar's and case officer's cards, by their published PINs. Where
 * two case officers sign, in a demo environment these two do: the signer knows cards, not roles.
 */
export const signByFirstTwo =
  (config: Pick<Config, 'data' | 'cardKeys'>, parts: Parts) =>
  async (data: Uint8Array): Promise<SignedApproval['approvals']> => {
    const signatures: SignedApproval['approvals'][number][] = []
    for (const code of [exampleFirstTwo.registrar, exampleFirstTwo.caseOfficer])
      signatures.push(await signByHolder(config, await chipsOf(parts, code), data))
    return signatures
  }

/** Of the holder's cards, the newest first. */
async function chipsOf(parts: Parts, code: string): Promise<readonly string[]> {
  const personId = await personOf(parts, code)
  const cards = await parts.db.read((tx) => cardsOfHolder(tx, personId))
  return cards.flatMap((card) => ('chipSerial' in card ? [card.chipSerial] : []))
}

async function signByHolder(
  config: Pick<Config, 'data' | 'cardKeys'>,
  chipSerials: readonly string[],
  data: Uint8Array,
): Promise<SignedApproval['approvals'][number]> {
  for (const chipSerial of chipSerials) {
    const store = fileStore(path.join(config.data, 'cards', `${chipSerial}.json`))
    if (!(await store.load())) continue
    const channel = channelTo(await openSoftwareCard(store))
    const read = await readCard(channel)
    const certificate =
      read.ok && read.value.certificates.find(({ purpose }) => purpose === 'signature')?.der
    if (!certificate) continue
    const signatureAlgorithm = config.cardKeys === 'p384' ? 'ecdsa-sha384' : 'rsa-sha256'
    const signature = await signWith(channel, {
      ...{ purpose: 'signature', pin: examplePins.pin2, algorithm: signatureAlgorithm, data },
    })
    if (signature.ok) return { signature: signature.value, signatureAlgorithm, certificate }
  }
  throw new Error('no first card signed with its published PIN2')
}

async function activateFirst(
  config: Config,
  { systemPermit, cards, clock }: Parts,
  { chipSerial, cardNumber, letterNumber, activationCode }: FirstTwo['registrar'],
): Promise<void> {
  const card = await openSoftwareCard(
    fileStore(path.join(config.data, 'cards', `${chipSerial}.json`)),
  )
  const channel = channelTo(card)
  const activated = await activateCard(channel, { activationCode, ...examplePins })
  if (!activated.ok) throw new Error(`a first card was not activated: ${activated.refusal.kind}`)

  const signedAt = formatInstant(clock.now())
  const signature = await signWith(channel, {
    purpose: 'authentication',
    pin: examplePins.pin1,
    algorithm: config.cardKeys === 'p384' ? 'ecdsa-sha384' : 'rsa-sha256',
    data: Buffer.from(activationStatement({ cardNumber, letterNumber, signedAt })),
  })
  if (!signature.ok) throw new Error(`a first card did not sign: ${signature.refusal.kind}`)
  const reported = await cards.reportActivation(systemPermit('cards.reportActivation', 'cli'), {
    cardNumber,
    letterNumber,
    signedAt,
    signature: Buffer.from(signature.value).toString('base64'),
  })
  if (!reported.ok)
    throw new Error(`a first card's activation was refused: ${reported.refusal.kind}`)
}
