/*
 * What programs of others use. These types import nothing: the package contains them as they are here.
 */

/** The layout of the files on the card: `myeid` as today, `fineid-s4-2` as the cards of professionals. */
export type CardLayout = 'myeid' | 'fineid-s4-2'

export type CardKitOptions = {
  /** Whose card is in the reader at the start: a test person, `physician` by default. */
  readonly person?: string | undefined
  /** `myeid` by default. */
  readonly layout?: CardLayout | undefined
  /** The file of a virtual test card, downloaded from the service, in place of a test person’s card. */
  readonly cardFile?: string | undefined
  readonly pinPad?: Partial<PinPadSettings> | undefined
  readonly ports?: Partial<Ports> | undefined
  /** Whether the card is put into a virtual PC/SC reader (vpcd) too. */
  readonly pcsc?: 'where-it-is' | 'required' | 'off' | undefined
  /** Where the kit writes `roots.pem` and its own files; a temporary folder by default. */
  readonly folder?: string | undefined
  /** Receives what the kit has to say, a sentence at a time. */
  readonly say?: ((sentence: string) => void) | undefined
}

/** 0 means any free port. */
export type Ports = {
  /** Of the signing API over http; pages look for it at 53951. */
  readonly signingApi: number
  /** Of the signing API over https; pages look for it at 53952. */
  readonly signingApiTls: number
  /** Of the page of the card reader software: 53950. */
  readonly page: number
  /** Of the kit itself: OCSP, CRLs, CA certificates, and what tests do with the card; 53955. */
  readonly kit: number
  /** Where vpcd waits for a card: 35963. */
  readonly vpcd: number
}

export type PinPadSettings = {
  /** `automatic` types the PINs below at once; `manual` waits for `typePin` or `cancelPin`. */
  readonly mode: 'automatic' | 'manual'
  /** 4 to 8 digits; the card’s own is 1234. */
  readonly pin1: string
  /** 4 to 8 digits; the card’s own is 123456. */
  readonly pin2: string
}

export type TestPersonOfKit = {
  readonly key: string
  readonly givenNames: string
  readonly surname: string
  readonly registrationNumber: string
  readonly title: string
}

/** What the person at the card would see. */
export type PinPrompt = {
  /** PIN1 is for `authentication`, PIN2 for `signature`. */
  readonly purpose: 'authentication' | 'signature'
  readonly origin: string
  readonly holder: string
  readonly digestAlgorithm: string
  /** Hexadecimal. */
  readonly digest: string
  /** What is signed, where it is plain text. */
  readonly text?: string | undefined
}

export type TypedPin =
  | { readonly result: 'wrong-pin'; readonly triesLeft: number }
  /** The request is over: the response of the signing API says how. */
  | { readonly result: 'ended' }

/** What OCSP and CRLs say of a person’s certificates. */
export const certificateStates = ['good', 'revoked', 'suspended', 'unknown'] as const
export type CertificateState = (typeof certificateStates)[number]

export type CardKitState = {
  readonly version: string
  readonly signingApiUrl: string
  readonly signingApiTlsUrl: string
  readonly pageUrl: string
  /** PEM: the root CA of this start. Have a test system trust it, and no other system. */
  readonly rootsPem: string
  /** PEM: the CA that certifies the cards. */
  readonly issuerPem: string
  readonly people: readonly TestPersonOfKit[]
  /** Undefined while no card is in the reader. */
  readonly card?: { readonly person?: string | undefined; readonly layout: CardLayout } | undefined
  /** Whether programs at PC/SC see the card too. */
  readonly isInPcsc: boolean
  readonly pinPad: PinPadSettings
  readonly prompt?: PinPrompt | undefined
}

/** A running kit, here or in another process. Each method rejects with a `CardKitError`. */
export type CardKit = {
  /** Of the kit itself: `connectCardKit` takes it. */
  readonly url: string
  readonly state: () => Promise<CardKitState>
  /** Puts a test person’s card into the reader, after taking out the one in it. */
  readonly insertCard: (of: {
    readonly person: string
    readonly layout?: CardLayout | undefined
  }) => Promise<void>
  readonly removeCard: () => Promise<void>
  readonly setPinPad: (settings: Partial<PinPadSettings>) => Promise<void>
  /** Waits up to ten seconds for a prompt. */
  readonly waitForPrompt: () => Promise<PinPrompt>
  /** Types a PIN into the prompt that waits; waits for one up to ten seconds. */
  readonly typePin: (pin: string) => Promise<TypedPin>
  readonly cancelPin: () => Promise<void>
  readonly setCertificates: (of: {
    readonly person: string
    readonly state: CertificateState
  }) => Promise<void>
  /** What the kit’s OCSP responder and CRL address serve; what is off responds 503. */
  readonly setStatusServices: (are: {
    readonly ocsp: boolean
    readonly crl: boolean
  }) => Promise<void>
  /** As at the start: new cards, nothing revoked, the PIN pad as it was set then. */
  readonly reset: () => Promise<void>
  /** Ends a kit that was started here; leaves one of another process running. */
  readonly stop: () => Promise<void>
}

/** What the kit refuses: `message` says it in words. */
export type CardKitError = Error & { readonly kind: string }
