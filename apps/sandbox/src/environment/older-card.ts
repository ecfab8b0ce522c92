import { access, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import type { CardKey } from '@sotevarmenne/smartcard/card-keys'
import { makeS42Card } from '@sotevarmenne/smartcard/s4-2/make-card'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import { fileStore, memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { CardCertificates, KeyPurpose } from '@sotevarmenne/smartcard/words'
import { basicConstraints, keyUsage, type KeyUsage } from '@sotevarmenne/x509/extensions'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { certify, newKeyed, type Keyed } from './certify.ts'
import type { Clock } from './clock.ts'
import { ifThere } from './files.ts'

/**
 * A card of another issuer, with the layout of today's professional cards (FINEID S4-2), for trying the
 * reader software. The reader software trusts its root, this service does not know it.
 */
export type OlderCard = {
  readonly isThere: () => Promise<boolean>
  /** Puts it beside the virtual reader, in use. Does nothing when it exists. */
  readonly make: () => Promise<void>
}

/** Public. */
export const olderCardCodes = { pin1: '1234', pin2: '123456', activationCode: '24681357' } as const

export function openOlderCard(data: string, clock: Clock): OlderCard {
  const file = path.join(data, 'cards', 'S42.json')
  const isThere = async () => (await ifThere(access(file).then(() => true))) === true
  return {
    isThere,
    make: async () => {
      if (await isThere()) return
      const { state, root } = await makeInUse(clock.now())
      const roots = path.join(data, 'reader', 'roots')
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
      await mkdir(roots, { recursive: true, mode: 0o700 })
      // The card comes last: a card in the folder is in use, and its root is trusted.
      await writeFile(path.join(roots, 'older-cards.crt'), root)
      await fileStore(file).save(state)
    },
  }
}

async function makeInUse(
  now: Instant,
): Promise<{ readonly state: CardState; readonly root: Uint8Array }> {
  const store = memoryStore()
  const { card, certificates } = await makeS42Card({
    plan: {
      label: 'TEST AMMATTIKORTTI',
      language: 'fi',
      keyAlgorithm: 'p384',
      activationCode: olderCardCodes.activationCode,
      cardNumber: '20246810121416182',
    },
    issue: (keys) => certifyAll(keys, now),
    store,
  })
  const activated = await activateCard(channelTo(card), olderCardCodes)
  if (!activated.ok) throw new Error(`the older card is not activated: ${activated.refusal.kind}`)
  const state = await store.load()
  if (!state) throw new Error('the older card stored no file')
  return { state, root: certificates.root }
}

/** Certificates of a year ago, valid for five years, under a tree of their own. */
function certifyAll(keys: readonly CardKey[], now: Instant): CardCertificates {
  const notBefore = plus(now, -365 * day)
  const root = newKeyed(named('TEST older cards, root'))
  const issuer = newKeyed(named('TEST older cards'))
  const issue = (subject: Pick<Keyed, 'name' | 'spki'>, by: Keyed, usage: KeyUsage) =>
    certify({
      ...{ subject, by, notBefore, notAfter: plus(notBefore, 5 * 365 * day) },
      extensions: [basicConstraints({ cA: usage === 'keyCertSign' }), keyUsage([usage])],
    })
  const ofHolder = (purpose: KeyPurpose) => ({ name: holder, spki: spkiFor(keys, purpose) })
  return {
    authentication: issue(ofHolder('authentication'), issuer, 'digitalSignature'),
    signature: issue(ofHolder('signature'), issuer, 'nonRepudiation'),
    issuer: issue(issuer, root, 'keyCertSign'),
    root: issue(root, root, 'keyCertSign'),
  }
}

/** The public key that the card has generated for this purpose. */
export function spkiFor(keys: readonly CardKey[], purpose: KeyPurpose): Uint8Array {
  const key = keys.find((each) => each.purpose === purpose)
  if (!key) throw new Error(`the card has no key for ${purpose}`)
  return key.spki
}

const named = (commonName: string): Name => [{ type: attributeTypes.commonName, value: commonName }]

const holder: Name = [
  { type: attributeTypes.givenName, value: 'Olli' },
  { type: attributeTypes.surname, value: 'Esimerkki' },
  { type: attributeTypes.title, value: 'Lähihoitaja' },
  { type: attributeTypes.commonName, value: 'Esimerkki Olli 00198706129' },
  { type: attributeTypes.serialNumber, value: '00198706129' },
]
