import type { ReaderHands, SigningResponse, ToBeSigned } from './reader-hands.ts'
import type { Environment } from './environment.ts'

type Refusal = { readonly kind: string; readonly text: string }

/** What a person does at the demo patient system: logs in with PIN1 and signs a prescription with PIN2. */
export type PatientHands = {
  readonly logIn: (pin: string) => Promise<{ readonly name: string } | Refusal>
  /** Returns the time of the signature, as stored by the patient system. */
  readonly prescribe: (
    prescription: { readonly text: string; readonly form: 'cms' | 'pdf' },
    pin: string,
  ) => Promise<{ readonly signedAt: number } | Refusal>
}

export function patientHands(
  environment: Pick<Environment, 'patientSystem'>,
  reader: Pick<ReaderHands, 'sign' | 'hashOfCard'>,
): PatientHands {
  const origin = environment.patientSystem
  let cookie = ''
  const post = async (path: string, body: unknown): Promise<Response> => {
    const response = await fetch(`${origin}${path}`, {
      method: 'POST',
      headers: { origin, cookie, 'content-type': 'application/json', 'accept-language': 'en' },
      body: JSON.stringify(body),
    })
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    return response
  }
  const proofOf = ({ signature, signatureAlgorithm, chain }: SigningResponse) => ({
    signature,
    signatureAlgorithm,
    chain,
  })

  return {
    logIn: async (pin) => {
      const { challengeId, nonce } = (await (await post('/challenge', {})).json()) as {
        readonly challengeId: string
        readonly nonce: string
      }
      const signed = await reader.sign({
        origin,
        keyUsage: 'digitalsignature',
        content: `${origin};${nonce}`,
        pin,
      })
      if (signed.status !== 'ok') return { kind: 'reader', text: signed.reasonText }
      const response = await post('/log-in', { challengeId, ...proofOf(signed) })
      return (await response.json()) as { readonly name: string } | Refusal
    },
    prescribe: async (prescription, pin) => {
      const draft = { ...prescription, hashAlgorithm: await reader.hashOfCard() }
      const { prescriptionId, ...content } = (await (
        await post('/prescriptions', draft)
      ).json()) as ToBeSigned & { readonly prescriptionId: string }
      const signed = await reader.sign({ origin, keyUsage: 'nonrepudiation', content, pin })
      if (signed.status !== 'ok') return { kind: 'reader', text: signed.reasonText }
      const { signature } = signed
      const response = await post(`/prescriptions/${prescriptionId}/signature`, { signature })
      return (await response.json()) as { readonly signedAt: number } | Refusal
    },
  }
}
