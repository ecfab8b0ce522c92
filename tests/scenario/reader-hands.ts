import { setTimeout as sleep } from 'node:timers/promises'
import type { Environment } from './environment.ts'

/**
 * What a person does at the reader software: inserts cards, types PINs, activates. Through its page, as a
 * person does.
 */
export type ReaderHands = {
  /** The chip serial numbers of the cards beside the reader, without blank cards. */
  readonly shelf: () => Promise<readonly string[]>
  readonly insert: (chipSerial: string) => Promise<void>
  /** Fills in the activation form; returns the page's message. */
  readonly activate: (form: {
    readonly letterNumber: string
    readonly activationCode: string
    readonly pin1: string
    readonly pin2: string
  }) => Promise<string>
  /** The digest for the keys of the inserted card. */
  readonly hashOfCard: () => Promise<'SHA256' | 'SHA384'>
  /**
   * Calls the signing API as a web page of `origin` would, and types the PIN when the reader software requests
   * it.
   */
  readonly sign: (requested: {
    readonly origin: string
    readonly keyUsage: 'digitalsignature' | 'nonrepudiation'
    /** A text, or what a service's page was given to sign. */
    readonly content: string | ToBeSigned
    readonly pin: string
  }) => Promise<SigningResponse>
}

/** In the form of the signing API; the content is base64. */
export type ToBeSigned = {
  readonly content: string
  readonly contentType: string
  readonly signatureType: string
  readonly hashAlgorithm: string
}

export type SigningResponse = {
  readonly status: string
  readonly reasonCode: number
  readonly reasonText: string
  readonly signature: string
  readonly signatureAlgorithm: string
  readonly chain: readonly string[]
}

export function readerHands(
  environment: Pick<Environment, 'readerPage' | 'signingApi'> &
    Partial<Pick<Environment, 'portal'>>,
): ReaderHands {
  const page = async (place = ''): Promise<string> =>
    (await fetch(`${environment.readerPage}${place}`)).text()
  const send = async (place: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    const response = await fetch(`${environment.readerPage}${place}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    return response.text()
  }
  const readerId = async (): Promise<string> => found(await page(), /data-reader="([^"]+)"/)

  return {
    hashOfCard: () => hashOfCard(environment),
    shelf: async () =>
      [...beforeBlanks(await page()).matchAll(/name="chipSerial" value="([^"]+)"/g)].map(
        ([, serial = '']) => serial,
      ),
    insert: async (chipSerial) => {
      const reader = await readerId()
      await send('cards/take-out', { reader })
      await send('cards/insert', { reader, chipSerial })
    },
    activate: async ({ letterNumber, activationCode, pin1, pin2 }) =>
      textOf(
        await send('activate', {
          reader: await readerId(),
          letterNumber,
          activationCode,
          pin1,
          pin1Again: pin1,
          pin2,
          pin2Again: pin2,
        }),
      ),
    sign: async ({ origin, keyUsage, content, pin }) => {
      const requested = fetch(`${environment.signingApi}/sign`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({
          version: '1.1',
          selector: { keyusages: [keyUsage] },
          ...(typeof content === 'string'
            ? {
                content: Buffer.from(content).toString('base64'),
                contentType: 'data',
                hashAlgorithm: await hashOfCard(environment),
                signatureType: 'signature',
              }
            : content),
        }),
      }).then((response) => response.json() as Promise<SigningResponse>)
      const isAnswered = requested.then(
        () => true,
        () => true,
      )
      const over = new AbortController()
      void isAnswered.then(() => {
        over.abort()
      })
      while (!over.signal.aborted) {
        const [, request] = /action="requests\/([^"]+)\/pin"/.exec(await page()) ?? []
        if (request === undefined) {
          await sleep(50)
          continue
        }
        await send(`requests/${request}/pin`, { pin })
        break
      }
      return requested
    },
  }
}

/** SHA-384 for cards with P-384 keys, SHA-256 for RSA cards: what the service accepts. */
async function hashOfCard({
  signingApi,
  portal,
}: Pick<Environment, 'signingApi'> & Partial<Pick<Environment, 'portal'>>): Promise<
  'SHA256' | 'SHA384'
> {
  // Only the service's own pages are told which card is in.
  const version = await fetch(`${signingApi}/version`, {
    headers: { ...(portal !== undefined && { origin: portal }) },
  })
  const { signatureAlgorithms } = (await version.json()) as { readonly signatureAlgorithms: string }
  return signatureAlgorithms.includes('ECDSA') ? 'SHA384' : 'SHA256'
}

/** Text of a page, without its markup. */
export const textOf = (page: string): string =>
  page
    .replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

function found(text: string, pattern: RegExp): string {
  const [, part] = pattern.exec(text) ?? []
  if (part === undefined) throw new Error(`page has no match for ${pattern.source}`)
  return part
}

/** Blank cards come last on the page. */
const beforeBlanks = (page: string): string => page.split('data-blanks=')[0] ?? ''
