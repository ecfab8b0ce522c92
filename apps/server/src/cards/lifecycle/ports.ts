import type { CardFace } from '@sotevarmenne/card-face/card-face'
import type { Result } from '@sotevarmenne/kernel/result'
import type { CardChannel } from '@sotevarmenne/smartcard/card-channel'
import type { Blanks } from '#cards/stock/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { People } from '#people/persons/index.ts'
import type { CardProduct, TestOnlyProduct } from '#cards/products/contract.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { Deed, Permit } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import type {
  AdminProof,
  AdminProofAsked,
  CardAdminKey,
  SignerRefusal,
} from '../../pki/ca/contract.ts'

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

/** Prints and posts letters, a batch at a time. A fault is thrown and may pass; everything may be asked again. */
export type PrintHouse = {
  /** The manifest that it has accepted for the batch; undefined while the batch is open or unknown there. */
  readonly acceptedManifest: (batchId: string) => Promise<string | undefined>
  /** Brings one letter of an open batch. Brought again, it takes the place of the one before. */
  readonly bring: (
    batchId: string,
    letter: LetterToPost,
  ) => Promise<Result<void, { readonly kind: 'another-letter-has-this-number' }>>
  /** Has the letters of the manifest printed and posted, and no other; ok once the print house has acknowledged it. */
  readonly order: (
    batchId: string,
    manifest: string,
  ) => Promise<Result<void, { readonly kind: 'manifest-refused' }>>
}

/** What the letter says. */
export type LetterFacts = {
  readonly product: CardProduct | TestOnlyProduct
  readonly language: Language
  readonly letterNumber: string
  readonly activationCode: string
  /** Digits of the card number by which the holder knows the card. */
  readonly lastDigits: string
  readonly addressLines: readonly string[]
  readonly date: string
}

export type RenderLetter = (letter: LetterFacts) => Promise<Uint8Array>

/** The signer, which alone has the master keys of the cards' admin keys. */
export type AdminKeys = {
  /** Of a card that is being made. */
  readonly derive: (cardNumber: string) => Promise<Result<CardAdminKey, SignerRefusal>>
  /** Answers a challenge of a card elsewhere. */
  readonly prove: (asked: AdminProofAsked) => Promise<Result<AdminProof, SignerRefusal>>
}

/** What is printed on a card. */
export type FacesToPrint = Omit<CardFace, 'hasPhoto'> & {
  /** JPEG. */
  readonly photo?: Uint8Array
}

/** Both sides as one PDF, a page for each, and each as a PNG. */
export type RenderFaces = (face: FacesToPrint) => Promise<{
  readonly pdf: Uint8Array
  readonly front: Uint8Array
  readonly back: Uint8Array
}>

export type SystemPermit = <Name extends Deed>(deed: Name) => Permit<Name>

/** What cards ask of the modules beside them. */
export type BlanksAsked = Pick<Blanks, 'isInStock' | 'use' | 'giveUp'>
export type PeopleAsked = Pick<People, 'identityCodeOf' | 'rememberPerson' | 'findPerson'>
export type RegistersAsked = Pick<Registers, 'lookUpPerson' | 'lookUpRights'>
export type CertificatesAsked = Pick<
  Certificates,
  'issueCertificate' | 'certificatesOfCard' | 'findCertificate'
>
export type RevocationAsked = Pick<Revocations, 'revokeCard'>
export type RegistrationAsked = Pick<Registration, 'findPoint'>
