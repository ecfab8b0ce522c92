import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { access, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import type { CardKey } from '@sotevarmenne/smartcard/card-keys'
import { makeS42Card } from '@sotevarmenne/smartcard/s4-2/make-card'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import { fileStore, memoryStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { CardCertificates, KeyPurpose } from '@sotevarmenne/smartcard/words'
import { signData } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { basicConstraints, keyUsage, type KeyUsage } from '@sotevarmenne/x509/extensions'
import { encodeName, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { Clock } from './clock.ts'
import { ifThere } from './files.ts'

/**
 * A card that others made, with the layout that professionals carry today (FINEID S4-2): the reader software can be tried
 * with it. The reader software trusts its root, this service does not know it.
 */
export type OlderCard = {
  readonly isThere: () => Promise<boolean>
  /** Puts it beside the virtual reader, in use. Does nothing when it is there. */
  readonly make: () => Promise<void>
}

/** Told to everybody. */
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
      // The card comes last: one that lies there is in use, and its root is trusted.
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
    issue: (keys) => certify(keys, now),
    store,
  })
  const activated = await activateCard(channelTo(card), olderCardCodes)
  if (!activated.ok) throw new Error(`the older card is not activated: ${activated.refusal.kind}`)
  const state = await store.load()
  if (!state) throw new Error('the older card kept nothing')
  return { state, root: certificates.root }
}

/** Certificates of a year ago, for five years, under a tree of their own. */
function certify(keys: readonly CardKey[], now: Instant): CardCertificates {
  const notBefore = plus(instant(Math.floor(now / second) * second), -365 * day)
  const root = authority('TEST older cards, root')
  const issuer = authority('TEST older cards')
  const issue = (name: Name, spki: Uint8Array, by: Authority, usage: KeyUsage) => {
    const tbs = encodeTbsCertificate({
      serial: Uint8Array.of(0x40, ...randomBytes(15)),
      signatureAlgorithm: 'ecdsa-sha384',
      issuer: encodeName(by.name),
      notBefore,
      notAfter: plus(notBefore, 5 * 365 * day),
      subject: name,
      subjectPublicKeyInfo: spki,
      extensions: [basicConstraints({ cA: usage === 'keyCertSign' }), keyUsage([usage])],
    })
    const signature = signData('ecdsa-sha384', by.privateKey, tbs)
    return assembleCertificate({ tbs, signatureAlgorithm: 'ecdsa-sha384', signature })
  }
  const keyOf = (purpose: KeyPurpose) => {
    const key = keys.find((each) => each.purpose === purpose)
    if (!key) throw new Error(`the card has no key for ${purpose}`)
    return key.spki
  }
  return {
    authentication: issue(holder, keyOf('authentication'), issuer, 'digitalSignature'),
    signature: issue(holder, keyOf('signature'), issuer, 'nonRepudiation'),
    issuer: issue(issuer.name, issuer.spki, root, 'keyCertSign'),
    root: issue(root.name, root.spki, root, 'keyCertSign'),
  }
}

const holder: Name = [
  { type: attributeTypes.givenName, value: 'Olli' },
  { type: attributeTypes.surname, value: 'Esimerkki' },
  { type: attributeTypes.title, value: 'Lähihoitaja' },
  { type: attributeTypes.commonName, value: 'Esimerkki Olli 00198706129' },
  { type: attributeTypes.serialNumber, value: '00198706129' },
]

type Authority = { readonly name: Name; readonly privateKey: KeyObject; readonly spki: Uint8Array }

function authority(commonName: string): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  return { name: [{ type: attributeTypes.commonName, value: commonName }], privateKey, spki }
}
