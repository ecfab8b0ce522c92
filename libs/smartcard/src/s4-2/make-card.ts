import { instant } from '@sotevarmenne/kernel/instant'
import { encodeEcPublicKey, encodeRsaPublicKey } from '@sotevarmenne/x509/public-key'
import { asciiBytes, fromHex, random, toHex } from '../bytes.ts'
import type { CardKey } from '../card-keys.ts'
import { keyKinds, purposes } from '../layout.ts'
import { encodeTokenInfo } from '../pkcs15.ts'
import { generateEcKey, generateRsaKey } from '../virtual-card/software-key.ts'
import { blankState, type CardFile, type KeyFile, type Pin } from '../virtual-card/state.ts'
import { memoryStore, type CardStore } from '../virtual-card/store.ts'
import type { VirtualCard } from '../virtual-card/virtual-card.ts'
import type { CardCertificates, CardLanguage, KeyPurpose } from '../words.ts'
import { activationCodeReference, directories, slots } from './layout.ts'
import { openS42Card, statePaths } from './software-card.ts'

export type S42Plan = {
  readonly label: string
  readonly language: CardLanguage
  readonly keyAlgorithm: 'p256' | 'p384' | 'rsa2048' | 'rsa3072'
  /** Eight digits. */
  readonly activationCode: string
  /** Seventeen digits. */
  readonly cardNumber: string
}

export type S42Created = {
  readonly card: VirtualCard
  readonly keys: readonly CardKey[]
  readonly certificates: CardCertificates
}

/**
 * A test card with the layout of organisation cards, as delivered by their producer: keys, certificates by
 * `issue`, both PINs random and blocked until the activation code sets them.
 */
export async function makeS42Card({
  plan,
  issue,
  store = memoryStore(),
}: {
  readonly plan: S42Plan
  readonly issue: (keys: readonly CardKey[]) => CardCertificates | Promise<CardCertificates>
  readonly store?: CardStore
}): Promise<S42Created> {
  const keys = {
    authentication: await makeKey('authentication', plan),
    signature: await makeKey('signature', plan),
  }
  const publicKeys = purposes.map((purpose) => ({ purpose, spki: publicKeyOf(keys[purpose]) }))
  const certificates = await issue(publicKeys)
  await store.save({
    ...blankState(),
    lifeCycle: 'activated',
    pins: {
      [slots.authentication.pinReference]: blockedPin(),
      [slots.signature.pinReference]: blockedPin(),
      [activationCodeReference]: { ...aPin, value: toHex(asciiBytes(plan.activationCode)) },
    },
    files: {
      [statePaths.master]: aDirectory(),
      [statePaths.application]: aDirectory(toHex(directories.application)),
      [statePaths.esign]: aDirectory(toHex(directories.esign)),
      [statePaths.tokenInfo]: aFile(encodeTokenInfo(plan, instant(Date.now()))),
      [statePaths.authentication]: aFile(certificates.authentication),
      [statePaths.signature]: aFile(certificates.signature),
      [statePaths.issuer]: aFile(certificates.issuer),
      [statePaths.root]: aFile(certificates.root),
      [statePaths.keys.authentication]: keys.authentication,
      [statePaths.keys.signature]: keys.signature,
    },
  })
  return { card: openS42Card(store), keys: publicKeys, certificates }
}

async function makeKey(purpose: KeyPurpose, { keyAlgorithm }: S42Plan): Promise<KeyFile> {
  const { type, bits } = keyKinds[keyAlgorithm]
  return {
    kind: `${type}-key`,
    bits,
    acl: `${slots[purpose].pinReference.toString(16)}FFFFF`,
    proprietary: purpose === 'signature' ? '4000' : '0000',
    parts: type === 'rsa' ? await generateRsaKey(bits) : generateEcKey(bits),
  }
}

function publicKeyOf({ bits, parts }: KeyFile): Uint8Array {
  const { point, n, e } = parts
  if (point !== undefined)
    return encodeEcPublicKey(bits === 256 ? 'P-256' : 'P-384', fromHex(point))
  return encodeRsaPublicKey(fromHex(n ?? ''), fromHex(e ?? ''))
}

/** Five tries: assumed from FINEID S4-1. */
const aPin: Omit<Pin, 'value'> = { puk: '', tries: 5, triesLeft: 5, pukTries: 0, pukTriesLeft: 0 }

const blockedPin = (): Pin => ({ ...aPin, value: toHex(random(8)), triesLeft: 0 })

const aDirectory = (name?: string): CardFile => ({
  kind: 'directory',
  acl: 'FFFFFF',
  ...(name !== undefined && { name }),
})

const aFile = (content: Uint8Array): CardFile => ({
  kind: 'binary',
  acl: '0FFFFF',
  proprietary: '0000',
  content: toHex(content),
})
