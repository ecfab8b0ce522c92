import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'
import { pageLanguage } from '../texts/language.ts'
import {
  signWithCard,
  type CardHash,
  type CardSignature,
  type KeyUsage,
  type ReaderSoftwareState,
  type SignatureType,
  type SigningRefusal,
} from './signing-api.ts'
import { useReader, waitForReader, type ReaderWait } from './use-reader.ts'

export type SigningStep =
  | {
      readonly step:
        'idle' | 'looking' | ReaderWait | 'pin-requested' | 'checking' | 'service-unreachable'
    }
  | { readonly step: 'refused'; readonly refusal: SigningRefusal }
  | { readonly step: 'problem'; readonly problem: ProblemDetails }

type Action<Value> = {
  readonly keyUsage: KeyUsage
  /** A bare signature over the content by default. */
  readonly signatureType?: SignatureType
  /**
   * Called only when the card is there, so that a challenge is fresh. Base64 of what is signed, or of its
   * digest.
   */
  readonly content: (hash: CardHash) => Promise<Result<string, ProblemDetails>>
  readonly use: (signature: CardSignature) => Promise<Result<Value, ProblemDetails>>
}

/**
 * One operation signed by a card: waits for the card reader software and the card, has the content signed,
 * passes the signature on. Starting the software or inserting the card is noticed; nothing needs to be
 * pressed again.
 */
export function useCardSignature() {
  const { at, isTried, begin, cancel } = useReader<SigningStep>({ step: 'idle' })

  async function start<Value>({
    keyUsage,
    signatureType = 'signature',
    content,
    use,
  }: Action<Value>): Promise<Value | undefined> {
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

      show({ step: 'pin-requested' })
      const language = pageLanguage()
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
      // The service did not respond: shown to the user, who may try again.
      show({ step: 'service-unreachable' })
      return undefined
    }
  }

  return { at, isTried, start, cancel }
}

type Ready = Extract<ReaderSoftwareState, { readonly kind: 'ready' }>

const isReady = (reader: ReaderSoftwareState): reader is Ready => reader.kind === 'ready'
