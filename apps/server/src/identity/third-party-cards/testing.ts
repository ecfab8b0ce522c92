import assert from 'node:assert/strict'
import { sign, type KeyObject } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { plus, day, type Instant } from '@sotevarmenne/kernel/instant'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { readCard, signWith } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  type KeyUsage,
} from '@sotevarmenne/x509/extensions'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import { createRegisters } from '#people/registers/index.ts'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import {
  openOtherCards,
  otherCardPins,
  type OtherCard,
  type OtherCards,
} from '@sotevarmenne/sandbox/other-cards/cards'
import { createOtherCards as createSimulator } from '@sotevarmenne/sandbox/other-cards/server'
import {
  addressesOf,
  openTrees,
  policyOf,
  type OtherCardKind,
  type Tree,
  type Trees,
} from '@sotevarmenne/sandbox/other-cards/trees'
import { openRegisterState } from '@sotevarmenne/sandbox/registers/register-state'
import { createRegisters as createSimulatedRegisters } from '@sotevarmenne/sandbox/registers/server'
import { aSite } from '@sotevarmenne/sandbox/testing'
import {
  certify,
  decoded,
  identifierOf,
  newKeyed,
  type Keyed,
} from '@sotevarmenne/sandbox/environment/certify'
import { createFaults, type Faults } from '@sotevarmenne/sandbox/environment/faults'
import type { Signed } from '../authentication/testing.ts'

/** Simulators of other trust services and of the population register, over HTTP. */
export type OtherIssuers = {
  /** `accepted-issuers.json`, the service's configuration of them. */
  readonly file: string
  readonly trees: Trees
  readonly cards: OtherCards
  readonly faults: Faults
  readonly registers: ReturnType<typeof createRegisters>
  readonly dies: (identityCode: string) => Promise<unknown>
  /** From now on the issuer knows this certificate of `anOddCard`. */
  readonly knows: (der: Uint8Array) => void
  /** Base URL of the card services. */
  readonly url: string
  /** What the signing API returns for a card next to the virtual reader. */
  readonly signBy: (card: OtherCard, text: string) => Promise<Signed>
  /** The certificate with which it signs documents. */
  readonly signatureCertificateOf: (card: OtherCard) => Promise<Certificate>
  readonly close: () => Promise<void>
}

export async function startOtherIssuers(clock: {
  readonly now: () => Instant
}): Promise<OtherIssuers> {
  const data = await mkdtemp(path.join(tmpdir(), 'other-issuers-'))
  const ports = await freePorts(['cards', 'registers'])
  const at = (port: number) => `http://127.0.0.1:${String(port)}`
  const url = at(ports.cards)
  const folder = path.join(data, 'other-cards')
  const trees = await openTrees(folder, { now: clock.now(), url })
  const cards = await openOtherCards(data, { clock, trees, url })
  const faults = createFaults()
  const demoClock = { ...clock, aheadMilliseconds: () => 0 }
  const state = await openRegisterState(path.join(data, 'happened'), demoClock)
  const common = { site: aSite, clock: demoClock, faults }
  const known = new Set<string>()
  const alsoKnown: OtherCards = {
    ...cards,
    findBySerial: (kind, serial) =>
      known.has(serial)
        ? { kind, cardNumber: '', number: '', identityCode: '', serials: [serial] }
        : cards.findBySerial(kind, serial),
  }
  const servers = [
    createSimulator({ ...common, trees, cards: alsoKnown }),
    createSimulatedRegisters({ ...common, state }),
  ] as const
  await servers[0].listen({ port: ports.cards, host: '127.0.0.1' })
  await servers[1].listen({ port: ports.registers, host: '127.0.0.1' })
  const openCard = async ({ kind, cardNumber }: OtherCard) => {
    const file = path.join(data, 'cards', `${kind}${cardNumber}.json`)
    const channel = channelTo(await openSoftwareCard(fileStore(file)))
    const read = await readCard(channel)
    assert.ok(read.ok)
    return { channel, certificates: read.value.certificates }
  }
  return {
    ...{ trees, cards, faults, url },
    knows: (der) => void known.add(formatSerial(decoded(der).serial)),
    file: path.join(folder, 'accepted-issuers.json'),
    registers: createRegisters({ url: at(ports.registers) }),
    dies: (identityCode) => state.happen(identityCode, 'dies'),
    signatureCertificateOf: async (card) => {
      const { certificates } = await openCard(card)
      const found = certificates.find(({ purpose }) => purpose === 'signature')
      assert.ok(found)
      return decoded(found.der)
    },
    signBy: async (card, text) => {
      const { channel, certificates } = await openCard(card)
      const signed = await signWith(channel, {
        ...{ purpose: 'authentication', pin: otherCardPins.pin1, algorithm: 'ecdsa-sha384' },
        data: new TextEncoder().encode(text),
      })
      assert.ok(signed.ok)
      return {
        ...{ signature: signed.value, signatureAlgorithm: 'SHA384withECDSA' },
        chain: certificates.flatMap(({ purpose, der }) =>
          purpose === 'authentication' ? [der] : [],
        ),
      }
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.close()))
      await rm(data, { recursive: true })
    },
  }
}

/**
 * A card of one of the trees with the given deviations: its key is in software, and its issuer does not know
 * it.
 */
export function anOddCard(
  { ca }: Tree,
  kind: OtherCardKind,
  {
    now,
    url = 'http://127.0.0.1:9',
    by = ca,
    notBefore = plus(now, -day),
    notAfter = plus(now, 365 * day),
    usage = 'digitalSignature',
    policy = policyOf[kind],
    purposes = [keyPurposes.clientAuth],
    subject = [{ type: attributeTypes.serialNumber, value: '999004228' }],
  }: {
    readonly now: Instant
    readonly url?: string
    readonly by?: Keyed
    readonly notBefore?: Instant
    readonly notAfter?: Instant
    readonly usage?: KeyUsage
    readonly policy?: string
    readonly purposes?: readonly string[]
    readonly subject?: Name
  },
): {
  readonly der: Uint8Array
  readonly privateKey: KeyObject
  readonly sign: (text: string) => Signed
} {
  const card = newKeyed(subject)
  const { ocsp, list } = addressesOf(url, kind, 'cards')
  const der = certify({
    ...{ subject: card, by, notBefore, notAfter },
    extensions: [
      basicConstraints({ cA: false }),
      keyUsage([usage]),
      extKeyUsage(purposes.length === 0 ? [keyPurposes.emailProtection] : purposes),
      certificatePolicies([{ policy }]),
      authorityKeyIdentifier(identifierOf(by)),
      crlDistributionPoints([list]),
      authorityInfoAccess({ ocsp: [ocsp], caIssuers: [] }),
    ],
  })
  return {
    der,
    privateKey: card.privateKey,
    sign: (text) => ({
      signature: sign('sha384', Buffer.from(text), card.privateKey),
      ...{ signatureAlgorithm: 'SHA384withECDSA', chain: [der] },
    }),
  }
}
