import { fromHex } from '../bytes.ts'
import { paths, type CardLayout } from '../layout.ts'
import { applicationId } from '../pkcs15.ts'
import type { KeyPurpose } from '../words.ts'

/*
 * The layout of an organisation card (FINEID S4-2 v4.0). Its AODF has an example with other PIN references
 * (§ 5.2), which cards do not follow; they use those of § 4.2.
 */

/** Directories, by the value that selects them. */
export const directories = {
  master: fromHex('3F00'),
  application: fromHex(applicationId),
  /** `E.SIGN` (§ 4.6.21): the signature key is local to it. */
  esign: fromHex('452E5349474E'),
} as const

type FilePlace = {
  readonly directory: keyof typeof directories
  /** Four hex digits. */
  readonly id: string
}

export const files = {
  tokenInfo: { directory: 'application', id: '5032' },
  authentication: { directory: 'application', id: '4331' },
  signature: { directory: 'esign', id: '4332' },
  issuer: { directory: 'master', id: '4333' },
  root: { directory: 'master', id: '4334' },
} as const satisfies Readonly<Record<string, FilePlace>>

/** References of PINs and keys (§ 4.2); a key that is local to its directory has bit 8 set (IAS-ECC § 4.4). */
export const slots: Readonly<
  Record<
    KeyPurpose,
    {
      readonly directory: keyof typeof directories
      readonly pinReference: number
      readonly keyReference: number
    }
  >
> = {
  authentication: { directory: 'application', pinReference: 0x03, keyReference: 0x01 },
  signature: { directory: 'esign', pinReference: 0x04, keyReference: 0x82 },
}

/** The activation code is a separate object, which nothing changes or resets (§ 4.3.2). */
export const activationCodeReference = 0x12

/** `E.SIGN` is beside the application's directory (§ 4.6.21). */
export const esignPath = '3F005016'

/**
 * Common to every generation of these cards; the bytes after it distinguish them (note on answers to reset,
 * 2024).
 */
const familyBytes = fromHex('0031B8640429ECC173940180')

/** The rule that only the admin key fulfils: its reference is also that of a PIN, which is another object. */
export const adminRule = 0x5

/** What is produced. A key is an object of its directory with a reference, and has a path on the test card. */
export const s42Layout: CardLayout = {
  name: 'fineid-s4-2',
  recognises: (historicalBytes) => familyBytes.every((byte, at) => historicalBytes[at] === byte),
  directories: [paths.master, paths.application, esignPath],
  certificatePaths: {
    authentication: `${paths.application}${files.authentication.id}`,
    signature: `${esignPath}${files.signature.id}`,
    issuer: `${paths.master}${files.issuer.id}`,
    root: `${paths.master}${files.root.id}`,
  },
  keySlots: {
    authentication: {
      purpose: 'authentication',
      path: `${paths.application}0001`,
      id: 0x45,
      pinReference: slots.authentication.pinReference,
      authId: 1,
      pinPath: paths.application,
      namedAs: { path: paths.application, reference: slots.authentication.keyReference },
      acl: '3F5FFF',
      proprietary: '0000',
    },
    signature: {
      purpose: 'signature',
      path: `${esignPath}0082`,
      id: 0x46,
      pinReference: slots.signature.pinReference,
      authId: 2,
      pinPath: esignPath,
      // § 5.5
      namedAs: { path: esignPath, reference: slots.signature.keyReference },
      acl: '4F5FFF',
      proprietary: '4000',
    },
  },
  fileAcl: '055FFF',
  directoryAcl: '555FFF',
  arePinsPadded: false,
  codeReference: activationCodeReference,
  codePlaces: [0x31],
  lastReference: 0x1f,
}
