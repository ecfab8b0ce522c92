import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { minute, plus, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { encodeOcspRequest, type CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { Environment } from './environment.ts'

/** What a relying party requests from the OCSP process. Serials are lower-case hexadecimal. */
export type RelyingPartyHands = {
  readonly ocsp: (serial: string) => Promise<CertificateStatus['kind']>
  readonly isOnCrl: (serial: string) => Promise<boolean>
}

export function relyingPartyHands(
  environment: Pick<Environment, 'ocsp' | 'data' | 'cardCa'>,
): RelyingPartyHands {
  const issuer = async (): Promise<Certificate> =>
    accepted(decodeCertificate(await get(`${environment.ocsp}/ca/${environment.cardCa}.crt`)))
  return {
    ocsp: async (serial) => {
      const about = { issuer: await issuer(), serial: bytesOf(serial) }
      const response = await fetch(`${environment.ocsp}/ocsp/${environment.cardCa}`, {
        method: 'POST',
        headers: { 'content-type': 'application/ocsp-request' },
        body: Buffer.from(
          encodeOcspRequest([certIdFor({ ...about, hashAlgorithm: 'sha256' })], undefined),
        ),
      })
      const checked = checkOcspResponse({
        ...about,
        response: new Uint8Array(await response.arrayBuffer()),
        at: await demoNow(environment),
        nonce: undefined,
        toleranceMilliseconds: minute,
      })
      return accepted(checked).kind
    },
    isOnCrl: async (serial) => {
      const list = accepted(
        decodeCertificateList(await get(`${environment.ocsp}/crl/${environment.cardCa}.crl`)),
      )
      return list.entries.some((entry) => equalBytes(entry.serial, bytesOf(serial)))
    },
  }
}

/** The time in the demo environment, which may be ahead of ours. */
async function demoNow({ data }: Pick<Environment, 'data'>): Promise<Instant> {
  const text = await readFile(path.join(data, 'clock.json'), 'utf8').catch(() => '{}')
  const { aheadMilliseconds = 0 } = JSON.parse(text) as { readonly aheadMilliseconds?: number }
  return plus(instant(Date.now()), aheadMilliseconds)
}

async function get(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: HTTP status ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

const bytesOf = (hexadecimal: string): Uint8Array =>
  new Uint8Array(
    Buffer.from(hexadecimal.padStart(hexadecimal.length + (hexadecimal.length % 2), '0'), 'hex'),
  )

function accepted<Value>(
  result:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly refusal: unknown },
): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
