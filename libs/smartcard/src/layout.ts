import type { CardKeyAlgorithm, KeyPurpose, PinRules } from './words.ts'

/*
 * The layout of a card: FINEID's names, the MyEID command set's files. An access list has a nibble for each
 * rule (0 always, 1 to E after that PIN, F never): for a file read, update, delete; for a key use, update,
 * delete, generate; for a directory create file, create directory, delete.
 */

/** Reference of the admin key. It allows wiping the card, and resetting codes and PINs; it signs nothing. */
export const adminReference = 3

/** References for PUT DATA of a wrapped activation code: for PIN1, then for PIN2. */
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
    acl: '1F3FFF',
    proprietary: '0000',
  },
  signature: {
    purpose: 'signature',
    path: `${application}4B02`,
    id: 0x46,
    pinReference: 2,
    acl: '2F3FFF',
    proprietary: '2000',
  },
}

export const purposes: readonly KeyPurpose[] = ['authentication', 'signature']

export const caIds = { issuer: 0x48, root: 0x49 } as const

/** Read always; update and delete by the admin. */
export const fileAcl = '033FFF'
export const directoryAcl = '333FFF'

export type RuledFile = {
  readonly path: string
  readonly acl: string
  readonly proprietary: string
}

/** Every file of a finished card, with its rules: there is nothing else on it. */
export const finishedFiles: readonly RuledFile[] = [
  ...[paths.master, paths.application].map((path) => ({ path, acl: directoryAcl })),
  ...[
    paths.directory,
    paths.objectDirectory,
    paths.tokenInfo,
    paths.pins,
    paths.privateKeys,
    paths.certificates,
    paths.trustedCertificates,
    ...Object.values(certificatePaths),
  ].map((path) => ({ path, acl: fileAcl })),
  ...purposes.map((purpose) => keySlots[purpose]),
].map(({ path, acl, ...key }) => ({
  path,
  acl,
  proprietary: 'proprietary' in key ? key.proprietary : '0000',
}))

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
