import { once } from 'node:events'
import path from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { queryStatusByOcsp } from '@sotevarmenne/sandbox/patient-system/query-status'
import { createMutualTls } from '@sotevarmenne/sandbox/patient-system/mutual-tls'
import { serverCertificate } from '@sotevarmenne/sandbox/patient-system/server-certificate'
import { trustFromRepository } from '@sotevarmenne/sandbox/patient-system/trust'
import type { IssuedCertificate } from '../../../apps/server/src/pki/issuance/contract.ts'
import { issueForCard, serveCa, type ServedCa } from '../ca/served-ca.ts'
import { startVirtualReader, type VirtualReader } from './virtual-reader.ts'

/** A nurse's card in a reader, and the patient system's listener for it, with mutual TLS. */
export type PatientListener = {
  readonly reader: VirtualReader
  readonly service: ServedCa
  readonly card: {
    readonly pins: { readonly pin1: string; readonly pin2: string }
    /** The token of PIN1, by its PKCS#11 name. */
    readonly token: string
    readonly issued: readonly IssuedCertificate[]
  }
  /** Its page names the client. */
  readonly url: string
  /** PEM file of the CA of the listener's own certificate. */
  readonly caFile: string
  readonly close: () => Promise<void>
}

export async function openPatientListener(): Promise<PatientListener> {
  // Ended in reverse order; a part that did not start needs no end.
  const endings: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of endings.splice(0)) await end()
  }
  try {
    const reader = await startVirtualReader()
    endings.unshift(() => reader.stop())
    const service = await serveCa()
    endings.unshift(service.close)

    const issued: IssuedCertificate[] = []
    const pins = { pin1: '1234', pin2: '123456' }
    const { certificates, ca } = service
    const { issuers } = ca
    const issue = issueForCard({ certificates, issuers }, (created) => issued.push(created))
    const { card, plan } = await makePersonalisedCard({ pins, issue })
    const inserted = await reader.insert(card)
    endings.unshift(() => inserted.remove())

    const findTrust = trustFromRepository(service.validationUrl)
    const certificate = await serverCertificate(path.join(reader.directory, 'patient-system'))
    const clock = { now: () => instant(Date.now()) }
    const listener = createMutualTls({
      certificate,
      clock,
      findTrust,
      queryStatus: queryStatusByOcsp,
    })
    const trust = await findTrust()
    if (!trust) throw new Error('repository returned no CA certificates')
    listener.trusting(trust)
    await once(listener.listen(0, 'localhost'), 'listening')
    endings.unshift(async () => {
      const closed = once(listener, 'close')
      listener.closeAllConnections()
      listener.close()
      await closed
    })
    const address = listener.address()
    if (address === null || typeof address === 'string') throw new Error('server has no port')

    return {
      ...{ reader, service, close },
      card: { pins, token: `${plan.label} (PIN1)`, issued },
      url: `https://localhost:${String(address.port)}/who`,
      caFile: certificate.caFile,
    }
  } catch (fault) {
    await close()
    throw fault
  }
}
