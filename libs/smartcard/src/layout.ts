import { asciiBytes } from './bytes.ts'
import type { CardCertificates, CardKeyAlgorithm, KeyPurpose, PinRules } from './words.ts'

/*
 * What the layouts of the cards that are produced have in common, and the one of MyEID: FINEID's names, the
 * MyEID command set's files. An access list has a nibble for each rule (0 always, 1 to E after that PIN, F
 * never): for a file read, update, delete; for a key use, update, delete, generate; for a directory create
 * file, create directory, delete.
 */

export const cardLayoutNames = ['myeid', 'fineid-s4-2'] as const
export type CardLayoutName = (typeof cardLayoutNames)[number]

/** Where everything is on a produced card, and by which rules. What is not here is the same on all of them. */
export type CardLayout = {
  readonly name: CardLayoutName
  /**
   * By the historical bytes of the answer to reset: the rest of it differs between contact and contactless
   * readers.
   */
  readonly recognises: (historicalBytes: Uint8Array) => boolean
  /** Of a blank card, each before those in it. */
  readonly directories: readonly string[]
  readonly certificatePaths: Readonly<Record<keyof CardCertificates, string>>
  readonly keySlots: Readonly<Record<KeyPurpose, KeySlot>>
  /** Read always; update and delete by the admin. */
  readonly fileAcl: string
  readonly directoryAcl: string
  /** Whether PINs are sent in blocks of eight bytes; else as typed. */
  readonly arePinsPadded: boolean
  /** Of the activation code, where it is a separate object and not a part of each PIN. */
  readonly codeReference?: number
  /** References for PUT DATA of an activation code. */
  readonly codePlaces: readonly number[]
  /** References of PINs are 1 to this. */
  readonly lastReference: number
}

/** Reference of the admin key. It allows wiping the card, and resetting codes and PINs; it signs nothing. */
export const adminReference = 3

/** References for PUT DATA of a wrapped activation code: for PIN1, then for PIN2, of any layout. */
export const codePlaces: readonly number[] = [0x31, 0x32]

/** Wrong responses in a row until the admin key is blocked for good. */
export const adminTries = 10

/** Wrong activation codes in a row until the code is blocked (FINEID S4). */
export const activationTries = 5

/** The holder's PINs have four to eight digits; a card may require more than four. */
export const shortestPin = 4
export const maxPinDigits = 8

/** Min digits of the PIN, by the rules of its card. */
export const minDigitsOf = (
  { minLength, signatureMinLength = minLength }: Omit<PinRules, 'tries'>,
  purpose: KeyPurpose,
): number => (purpose === 'signature' ? signatureMinLength : minLength)

const master = '3F00'
const application = `${master}5015`

export const paths = {
  master,
  application,
  directory: `${master}2F00`,
  objectDirectory: `${application}5031`,
  tokenInfo: `${application}5032`,
  pins: `${application}4401`,
  privateKeys: `${application}4402`,
  certificates: `${application}4403`,
  trustedCertificates: `${application}4405`,
} as const

export const certificatePaths = {
  authentication: `${application}4331`,
  signature: `${application}4332`,
  issuer: `${application}4333`,
  root: `${application}4334`,
} as const

export type KeySlot = {
  readonly purpose: KeyPurpose
  readonly path: string
  /** Of the key, its certificate and its public key in the PKCS#15 directories. */
  readonly id: number
  readonly pinReference: number
  /** Of the PIN in the PKCS#15 directories. */
  readonly authId: number
  /** The directory that the PIN is local to. */
  readonly pinPath: string
  /** How the PKCS#15 directories name the key. */
  readonly namedAs: { readonly path: string; readonly reference: number }
  readonly acl: string
  /** First nibble: the PIN that must be verified again for each use; 0 for none. */
  readonly proprietary: string
}

/**
 * Never updated or generated again: a key is generated once, while the card is in creation. Stricter than
 * pkcs15-init.
 */
export const keySlots: Readonly<Record<KeyPurpose, KeySlot>> = {
  authentication: {
    purpose: 'authentication',
    path: `${application}4B01`,
    id: 0x45,
    pinReference: 1,
    authId: 1,
    pinPath: application,
    namedAs: { path: `${application}4B01`, reference: 1 },
    acl: '1F3FFF',
    proprietary: '0000',
  },
  signature: {
    purpose: 'signature',
    path: `${application}4B02`,
    id: 0x46,
    pinReference: 2,
    authId: 2,
    pinPath: application,
    namedAs: { path: `${application}4B02`, reference: 2 },
    acl: '2F3FFF',
    proprietary: '2000',
  },
}

export const purposes: readonly KeyPurpose[] = ['authentication', 'signature']

export const caIds = { issuer: 0x48, root: 0x49 } as const

/** Our own cards of the MyEID command set. */
export const myEidLayout: CardLayout = {
  name: 'myeid',
  // Aventra's card, and its command set in software.
  recognises: (historicalBytes) => ['MyEID', 'OsEID'].some((name) => endsIn(historicalBytes, name)),
  directories: [master, application],
  certificatePaths,
  keySlots,
  fileAcl: '033FFF',
  directoryAcl: '333FFF',
  arePinsPadded: true,
  codePlaces,
  lastReference: 14,
}

export type RuledFile = {
  readonly path: string
  readonly acl: string
  readonly proprietary: string
}

/** Every file of a finished card, with its rules: there is nothing else on it. */
export const finishedFilesOf = (layout: CardLayout): readonly RuledFile[] => [
  ...layout.directories.map((path) => ({ path, acl: layout.directoryAcl, proprietary: '0000' })),
  ...[
    paths.directory,
    paths.objectDirectory,
    paths.tokenInfo,
    paths.pins,
    paths.privateKeys,
    paths.certificates,
    paths.trustedCertificates,
    ...Object.values(layout.certificatePaths),
  ].map((path) => ({ path, acl: layout.fileAcl, proprietary: '0000' })),
  ...purposes.map((purpose) => {
    const { path, acl, proprietary } = layout.keySlots[purpose]
    return { path, acl, proprietary }
  }),
]

export const keyKinds: Readonly<
  Record<CardKeyAlgorithm, { readonly type: 'rsa' | 'ec'; readonly bits: number }>
> = {
  p256: { type: 'ec', bits: 256 },
  p384: { type: 'ec', bits: 384 },
  p521: { type: 'ec', bits: 521 },
  rsa2048: { type: 'rsa', bits: 2048 },
  rsa3072: { type: 'rsa', bits: 3072 },
  rsa4096: { type: 'rsa', bits: 4096 },
}

function endsIn(bytes: Uint8Array, text: string): boolean {
  const end = asciiBytes(text)
  const from = bytes.length - end.length
  return from >= 0 && end.every((byte, at) => bytes[from + at] === byte)
}
