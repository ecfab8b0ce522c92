import { fromHex } from '../bytes.ts'
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
