import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'
import i18next from 'i18next'
import {
  signWithCard,
  type CardHash,
  type CardSignature,
  type KeyUsage,
  type ReaderState,
  type SignatureType,
  type SigningRefusal,
} from './signing-api.ts'
import { useReader, waitForReader, type ReaderWait } from './use-reader.ts'

export type SigningStep =
  | {
      readonly step:
        'idle' | 'looking' | ReaderWait | 'pin-asked' | 'checking' | 'service-unreachable'
    }
  | { readonly step: 'refused'; readonly refusal: SigningRefusal }
  | { readonly step: 'problem'; readonly problem: ProblemDetails }

type Act<Value> = {
  readonly keyUsage: KeyUsage
  /** A bare signature over the content unless told otherwise. */
  readonly signatureType?: SignatureType
  /** Asked only when the card is there, so that a challenge is fresh. Base64 of what is signed, or of its digest. */
  readonly content: (hash: CardHash) => Promise<Result<string, ProblemDetails>>
  readonly use: (signature: CardSignature) => Promise<Result<Value, ProblemDetails>>
}

/**
 * One act that a card signs: waits for the reader software and the card, has the content signed, gives the signature on.
 * Starting the software or putting the card in is noticed; nothing needs to be pressed again.
 */
export function useCardSignature() {
  const { at, isTried, begin, cancel } = useReader<SigningStep>({ step: 'idle' })

  async function start<Value>({
    keyUsage,
    signatureType = 'signature',
    content,
    use,
  }: Act<Value>): Promise<Value | undefined> {
    const { address, signal, show } = begin()
    show({ step: 'looking' })
    const reader = await waitForReader({ address, signal }, isReady, (step) => {
      show({ step })
    })
    if (reader === undefined) return undefined
    const { hashAlgorithm } = reader
    try {
      const text = await content(hashAlgorithm)
      if (!text.ok) {
        show({ step: 'problem', problem: text.refusal })
        return undefined
      }

      show({ step: 'pin-asked' })
      const { language } = i18next
      const toSign = { content: text.value, keyUsage, hashAlgorithm, signatureType, language }
      const signed = await signWithCard(address, toSign, signal)
      if (!signed.ok) {
        show({ step: 'refused', refusal: signed.refusal })
        return undefined
      }

      show({ step: 'checking' })
      const used = await use(signed.value)
      if (!used.ok) {
        show({ step: 'problem', problem: used.refusal })
        return undefined
      }
      show({ step: 'idle' })
      return used.value
    } catch {
      // The service did not answer: said to the person, who may try again.
      show({ step: 'service-unreachable' })
      return undefined
    }
  }

  return { at, isTried, start, cancel }
}

type Ready = Extract<ReaderState, { readonly kind: 'ready' }>

const isReady = (reader: ReaderState): reader is Ready => reader.kind === 'ready'
