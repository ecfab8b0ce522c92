import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { makeS42Card } from '@sotevarmenne/smartcard/s4-2/make-card'
import { fileStore, memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from '@sotevarmenne/x509/extensions'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { z } from 'zod'
import type { ExampleOrganisation } from '../registers/organisations.ts'
import type { ExamplePerson } from '../registers/people.ts'
import { certify, decoded, identifierOf } from '../environment/certify.ts'
import type { Clock } from '../environment/clock.ts'
import { ifThere } from '../environment/files.ts'
import { spkiFor } from '../environment/older-card.ts'
import { addressesOf, otherCardKinds, policyOf, type OtherCardKind, type Trees } from './trees.ts'

/** A card of one of the trees, in use, of an invented person. */
export type OtherCard = {
  readonly kind: OtherCardKind
  /** 17 digits. */
  readonly cardNumber: string
  /**
   * In the certificates' subject: the SATU, or for an organisation card the issuer's own number, eleven
   * digits.
   */
  readonly number: string
  readonly identityCode: string
  readonly businessId?: string | undefined
  /** Serial numbers of both certificates. */
  readonly serials: readonly string[]
  readonly revokedAt?: string | undefined
}

export type OtherCards = {
  /** The newest first. */
  readonly all: () => readonly OtherCard[]
  /** Produces a card and puts it beside the virtual reader; the reader software trusts its root. */
  readonly make: (
    kind: OtherCardKind,
    person: ExamplePerson,
    organisation?: ExampleOrganisation,
  ) => Promise<OtherCard | undefined>
  /** Resolves to whether there is such a card. */
  readonly revoke: (cardNumber: string) => Promise<boolean>
  readonly findBySerial: (kind: OtherCardKind, serial: string) => OtherCard | undefined
}

/** Public. */
export const otherCardPins = { pin1: '1234', pin2: '123456' } as const
const activationCode = '24681357'

const line = z.object({
  kind: z.enum(otherCardKinds),
  cardNumber: z.string(),
  number: z.string(),
  identityCode: z.string(),
  businessId: z.string().optional(),
  serials: z.array(z.string()),
  revokedAt: z.string().optional(),
})

/**
 * `data`: folder of the demo environment. Card data are stored in a file of lines; the last line of a card
 * counts.
 */
export async function openOtherCards(
  data: string,
  { clock, trees, url }: { readonly clock: Clock; readonly trees: Trees; readonly url: string },
): Promise<OtherCards> {
  const file = path.join(data, 'other-cards', 'cards')
  const stored = await ifThere(readFile(file, 'utf8'))
  const cards = new Map<string, OtherCard>()
  for (const text of stored?.split('\n') ?? [])
    if (text !== '') {
      const card = line.parse(JSON.parse(text))
      cards.set(card.cardNumber, card)
    }
  let created = cards.size
  const keep = async (card: OtherCard): Promise<void> => {
    await appendFile(file, `${JSON.stringify(card)}\n`, { mode: 0o600 })
    cards.set(card.cardNumber, card)
  }

  return {
    all: () => [...cards.values()].toReversed(),
    findBySerial: (kind, serial) =>
      [...cards.values()].find((card) => card.kind === kind && card.serials.includes(serial)),
    make: async (kind, person, organisation) => {
      // Incremented at once: two cards that are created concurrently get different numbers.
      const order = String((created += 1)).padStart(5, '0')
      const number = kind === 'identityCard' ? person.satu : `770000${order}`
      const name = number === undefined ? undefined : subjectOf(person, number, organisation)
      if (number === undefined || name === undefined) return undefined
      const cardNumber = `202468101214${order}`
      const ofCard = { kind, cardNumber, name, now: clock.now() }
      const serials = await makeCard(data, trees, url, ofCard)
      const card: OtherCard = {
        ...{ kind, cardNumber, number, serials, identityCode: person.identityCode },
        ...(organisation && { businessId: organisation.businessId }),
      }
      await keep(card)
      return card
    },
    revoke: async (cardNumber) => {
      const card = cards.get(cardNumber)
      if (card && card.revokedAt === undefined)
        await keep({ ...card, revokedAt: formatInstant(clock.now()) })
      return card !== undefined
    },
  }
}

/**
 * As in FINEID S2: for a citizen the SATU, for an organisation card also the organisation and its business
 * ID (EN 319 412-1).
 */
export function subjectOf(
  { inPopulation }: ExamplePerson,
  number: string,
  organisation?: ExampleOrganisation,
): Name | undefined {
  if (!inPopulation) return undefined
  const { surname, givenNames } = inPopulation
  const [given = givenNames] = givenNames.toUpperCase().split(' ')
  const types = attributeTypes
  return [
    { type: types.countryName, value: 'FI' },
    ...(organisation
      ? [
          { type: types.organizationName, value: organisation.name },
          { type: types.organizationIdentifier, value: `NTRFI-${organisation.businessId}` },
        ]
      : []),
    { type: types.serialNumber, value: number },
    { type: types.givenName, value: given },
    { type: types.surname, value: surname.toUpperCase() },
    { type: types.commonName, value: `${surname.toUpperCase()} ${given} ${number}` },
  ]
}

/** Resolves to the serial numbers of its certificates. */
async function makeCard(
  data: string,
  { of }: Trees,
  url: string,
  {
    kind,
    cardNumber,
    name,
    now,
  }: {
    readonly kind: OtherCardKind
    readonly cardNumber: string
    readonly name: Name
    readonly now: Instant
  },
): Promise<readonly string[]> {
  const { root, ca } = of[kind]
  const { ocsp, list } = addressesOf(url, kind, 'cards')
  const issue = (spki: Uint8Array, isSignature: boolean): Uint8Array =>
    certify({
      ...{ subject: { name, spki }, by: ca },
      ...{ notBefore: plus(now, -day), notAfter: plus(now, 5 * 365 * day) },
      extensions: [
        basicConstraints({ cA: false }),
        keyUsage([isSignature ? 'nonRepudiation' : 'digitalSignature']),
        ...(isSignature ? [] : [extKeyUsage([keyPurposes.clientAuth, keyPurposes.smartCardLogon])]),
        certificatePolicies([{ policy: policyOf[kind] }]),
        subjectKeyIdentifier(identifierOf({ spki })),
        authorityKeyIdentifier(identifierOf(ca)),
        crlDistributionPoints([list]),
        authorityInfoAccess({ ocsp: [ocsp], caIssuers: [] }),
      ],
    })
  const store = memoryStore()
  const { card, certificates } = await makeS42Card({
    plan: {
      label: kind === 'identityCard' ? 'TEST HENKILÖKORTTI' : 'TEST ORGANISAATIOKORTTI',
      ...{ language: 'fi', keyAlgorithm: 'p384', activationCode, cardNumber },
    },
    issue: (keys) => ({
      authentication: issue(spkiFor(keys, 'authentication'), false),
      signature: issue(spkiFor(keys, 'signature'), true),
      issuer: ca.certificate.der,
      root: root.certificate.der,
    }),
    store,
  })
  const activated = await activateCard(channelTo(card), { activationCode, ...otherCardPins })
  const state = await store.load()
  if (!activated.ok || !state) throw new Error('demo card is not activated')
  const roots = path.join(data, 'reader', 'roots')
  await mkdir(roots, { recursive: true, mode: 0o700 })
  await mkdir(path.join(data, 'cards'), { recursive: true, mode: 0o700 })
  // The card comes last: a card in the folder is in use, and its root is trusted.
  await writeFile(path.join(roots, `other-cards-${kind}.crt`), root.certificate.der)
  await fileStore(path.join(data, 'cards', `${kind}${cardNumber}.json`)).save(state)
  return [certificates.authentication, certificates.signature].map((der) =>
    formatSerial(decoded(der).serial),
  )
}
