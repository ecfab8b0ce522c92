import { once } from 'node:events'
import path from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { askStatusByOcsp } from '../../apps/sandbox/src/patient-system/ask-status.ts'
import { createMutualTls } from '../../apps/sandbox/src/patient-system/mutual-tls.ts'
import { serverCertificate } from '../../apps/sandbox/src/patient-system/server-certificate.ts'
import { trustFromStatusService } from '../../apps/sandbox/src/patient-system/trust.ts'
import type { IssuedCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { issueForCard, serveAuthority, type ServedAuthority } from './served-authority.ts'
import { startVirtualReader, type VirtualReader } from './virtual-reader.ts'

/** A nurse's card in a reader, and the door of the patient system that asks for it by mutual TLS. */
export type PatientDoor = {
  readonly reader: VirtualReader
  readonly service: ServedAuthority
  readonly card: {
    readonly pins: { readonly pin1: string; readonly pin2: string }
    /** The token of PIN1, as PKCS#11 names it. */
    readonly token: string
    readonly issued: readonly IssuedCertificate[]
  }
  /** Tells who came. */
  readonly url: string
  /** PEM file of the authority of the door's own certificate. */
  readonly authorityFile: string
  readonly close: () => Promise<void>
}

export async function openPatientDoor(): Promise<PatientDoor> {
  // Last begun, first ended; whatever did not begin needs no end.
  const endings: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of endings.splice(0)) await end()
  }
  try {
    const reader = await startVirtualReader()
    endings.unshift(() => reader.stop())
    const service = await serveAuthority()
    endings.unshift(service.close)

    const issued: IssuedCertificate[] = []
    const pins = { pin1: '1234', pin2: '123456' }
    const { certificates, authority } = service
    const { issuers } = authority
    const issue = issueForCard({ certificates, issuers }, (made) => issued.push(made))
    const { card, plan } = await makePersonalisedCard({ pins, issue })
    const inserted = await reader.insert(card)
    endings.unshift(() => inserted.remove())

    const findTrust = trustFromStatusService(service.statusUrl)
    const certificate = await serverCertificate(path.join(reader.directory, 'patient-system'))
    const clock = { now: () => instant(Date.now()) }
    const door = createMutualTls({ certificate, clock, findTrust, askStatus: askStatusByOcsp })
    const trust = await findTrust()
    if (!trust) throw new Error('the status service gives no authorities')
    door.trusting(trust)
    await once(door.listen(0, 'localhost'), 'listening')
    endings.unshift(async () => {
      const closed = once(door, 'close')
      door.closeAllConnections()
      door.close()
      await closed
    })
    const address = door.address()
    if (address === null || typeof address === 'string') throw new Error('no port')

    return {
      ...{ reader, service, close },
      card: { pins, token: `${plan.label} (PIN1)`, issued },
      url: `https://localhost:${String(address.port)}/who`,
      authorityFile: certificate.authorityFile,
    }
  } catch (fault) {
    await close()
    throw fault
  }
}
