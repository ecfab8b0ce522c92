import { fromBase64 } from '#platform/base64.ts'
import { readFile } from 'node:fs/promises'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import type { Trust } from '@sotevarmenne/signatures/verify'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'

/** The roots of time-stamp authorities in a PEM file, read once it exists; until then none is trusted. */
export function timeStampTrustOf(file: string | undefined): () => Promise<Trust> {
  let known: Trust | undefined
  return async () => {
    if (known !== undefined || file === undefined) return known ?? nobody
    const pem = await unlessMissing(readFile(file, 'utf8'))
    if (pem === undefined) return nobody
    const anchors = [...pem.matchAll(framed)].map(([, base64 = '']) => {
      const certificate = decodeCertificate(fromBase64(base64))
      if (!certificate.ok) throw new Error(`${file} contains an unreadable certificate`)
      return certificate.value
    })
    known = { anchors, intermediates: [] }
    return known
  }
}

const nobody: Trust = { anchors: [], intermediates: [] }

const framed = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g
