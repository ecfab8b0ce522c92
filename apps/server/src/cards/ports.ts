import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Deed } from '#platform/deeds.ts'
import type { Permit } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import type {
  CertificateRow,
  IssueCertificate,
  IssuedCertificate,
  IssueRefusal,
  SerialNumber,
} from '../certificates/contract.ts'
import type { IssuerId } from '../authority/contract.ts'
import type { RevokeCertificates, RevokeRefusal } from '../revocation/contract.ts'
import type { Point } from '../registration/contract.ts'

/** Where production gets cards without content. */
export type CardReaders = {
  /** Waits for a blank. */
  readonly nextBlank: () => Promise<Blank>
  /** The chip is spent: it never becomes anybody's card. */
  readonly reject: (chipSerial: string) => Promise<void>
}

export type Blank = {
  readonly channel: CardChannel
  /** The plastic, when it is known before the chip was asked. */
  readonly chipSerial?: string
}

export type LetterToPost = {
  readonly letterNumber: string
  readonly pdf: Uint8Array
  readonly addressee: { readonly lines: readonly string[] }
}

/** Prints and posts. The same letter number again is the same letter. */
export type PrintHouse = { readonly post: (letter: LetterToPost) => Promise<void> }

/** What the letter says. */
export type LetterFacts = {
  readonly language: Language
  readonly letterNumber: string
  readonly activationCode: string
  /** Digits of the card number by which the holder knows the card. */
  readonly lastDigits: string
  readonly addressLines: readonly string[]
  readonly date: string
}

export type RenderLetter = (letter: LetterFacts) => Promise<Uint8Array>

export type SystemPermit = <Name extends Deed>(deed: Name) => Permit<Name>

/** What cards ask of the modules beside them. */
export type CertificatesAsked = {
  readonly issueCertificate: (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueCertificate,
  ) => Promise<Result<IssuedCertificate, IssueRefusal>>
  readonly certificatesOfCard: (tx: Tx, cardId: string) => Promise<readonly CertificateRow[]>
  readonly findCertificate: (
    tx: Tx,
    which: { readonly issuer: IssuerId; readonly serial: SerialNumber },
  ) => Promise<CertificateRow | undefined>
}

export type RevocationAsked = {
  readonly revokeCertificates: (
    tx: Tx,
    permit: Permit,
    revoke: RevokeCertificates,
  ) => Promise<Result<unknown, RevokeRefusal>>
}

export type RegistrationAsked = {
  readonly findPoint: (tx: Tx, pointId: string) => Promise<Point | undefined>
}
