import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'
import i18next from 'i18next'
import { useEffect, useRef, useState } from 'react'
import {
  askReader,
  pause,
  readerAddress,
  signWithCard,
  type CardHash,
  type CardSignature,
  type KeyUsage,
  type SignatureType,
  type SigningRefusal,
} from './signing-api.ts'

export type SigningStep =
  | { readonly step: 'idle' }
  | {
      readonly step:
        | 'looking'
        | 'not-running'
        | 'browser-refuses'
        | 'no-card'
        | 'pin-asked'
        | 'checking'
        | 'service-unreachable'
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
  const [at, setAt] = useState<SigningStep>({ step: 'idle' })
  const [isTried, setIsTried] = useState(false)
  const running = useRef<AbortController>(undefined)
  useEffect(() => () => running.current?.abort(), [])

  async function start<Value>({
    keyUsage,
    signatureType = 'signature',
    content,
    use,
  }: Act<Value>): Promise<Value | undefined> {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    const { signal } = controller
    const show = (step: SigningStep): void => {
      if (!signal.aborted) setAt(step)
    }

    setIsTried(true)
    show({ step: 'looking' })
    const address = readerAddress(document)
    const hashAlgorithm = await waitForCard(address, show, signal)
    if (hashAlgorithm === undefined) return undefined
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

  function cancel(): void {
    running.current?.abort()
    setAt({ step: 'idle' })
  }

  return { at, isTried, start, cancel }
}

const askAgainMilliseconds = 1500

async function waitForCard(
  address: string,
  show: (step: SigningStep) => void,
  signal: AbortSignal,
): Promise<CardHash | undefined> {
  while (!signal.aborted) {
    const reader = await askReader(address, signal)
    if (reader.kind === 'ready') return reader.hashAlgorithm
    show({ step: reader.kind })
    await pause(askAgainMilliseconds, signal)
  }
  return undefined
}
