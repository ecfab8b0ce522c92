import { join } from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import {
  createSignerClient,
  readAuthorities,
  readIssuers,
} from '../../apps/server/src/authority/index.ts'
import { createCertificates } from '../../apps/server/src/certificates/index.ts'
import { createPgliteDb } from '../../apps/server/src/platform/pglite-db.ts'
import { ofEllipticCurves } from '../support/authority.ts'
import { aPermit } from '../support/permit.ts'
import { dieHere, parseTask, type IssuingArrow } from './killing.ts'

/** A process that issues one certificate, or recovers, and is killed at one arrow of the path. */
const { directory, folder, deed, killAt, request } = parseTask(process.argv[2])
const at = (arrow: IssuingArrow): Promise<void> =>
  arrow === killAt ? dieHere() : Promise.resolve()

const clock = { now: () => instant(Date.now()) }
const opened = await createPgliteDb({ directory })
if (!opened.ok) throw new Error(opened.refusal.kind)
const issuers = await readIssuers(
  join(folder, 'authority'),
  readAuthorities({ isWanted: ofEllipticCurves }),
)
const signer = createSignerClient(join(folder, 'signer.sock'))
const certificates = createCertificates({
  db: opened.value,
  clock,
  issuers,
  signer: {
    signCertificate: async (tbs) => {
      await at('row-committed')
      const signature = await signer.signCertificate(tbs)
      await at('signed')
      return signature
    },
  },
  recordAll: async (_tx, happened) => {
    const [event] = happened.map((each) => each.event)
    // The authorities' own certificates are written down on the way: they were signed before.
    if (
      event?.type === 'CertificateIssued' &&
      String(Reflect.get(event, 'profile')).startsWith('ca-')
    )
      await at('authority-written-not-committed')
    else if (event?.type === 'CertificateReserved') await at('row-written-not-committed')
    else if (event?.type === 'CertificateIssued') await at('completion-written-not-committed')
  },
})

if (deed === 'recover') await certificates.recover(aPermit('certificates.recover'))
else {
  const issued = await certificates.issueCertificate(
    aPermit('certificates.issueCertificate'),
    request,
  )
  if (!issued.ok) throw new Error(issued.refusal.kind)
}
await at('completed')
throw new Error(`the process lived past ${killAt}`)
