import { once } from 'node:events'
import { join } from 'node:path'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import {
  createSignerClient,
  readAuthorities,
  readIssuers,
} from '../../apps/server/src/pki/ca/index.ts'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { ofEllipticCurves } from '../support/authority.ts'
import { aPermit } from '../support/permit.ts'
import { clock, issuePermit, openPlace } from './issuing-world.ts'
import { dieHere, type IssuingArrow, type IssuingTask } from './killing.ts'

/** A process that issues certificates, or recovers, and is killed on the way. */
const [task] = (await once(process, 'message')) as [IssuingTask]
process.once('disconnect', () => process.exit(1))
const at = (arrow: IssuingArrow): Promise<void> =>
  arrow === task.killAt ? dieHere() : Promise.resolve()

const db = await openPlace(task.place)
const issuers = await readIssuers(
  join(task.folder, 'authority'),
  readAuthorities({ isWanted: ofEllipticCurves }),
)
const signer = createSignerClient({ socketFolder: task.socketFolder })
const audit = anAudit(db, { clock })
const certificates = createCertificates({
  db,
  clock,
  issuers,
  signer: {
    giveUp: signer.giveUp,
    signCertificate: async (tbs) => {
      await at('rows-committed')
      const signature = await signer.signCertificate(tbs)
      await at('answered')
      return signature
    },
  },
  recordAll: async (tx, happened) => {
    await audit.recordAll(tx, happened)
    const [event] = happened.map((each) => each.event)
    // The authorities' own certificates are written down on the way: they were signed before.
    if (
      event?.type === 'CertificateIssued' &&
      String(Reflect.get(event, 'profile')).startsWith('ca-')
    )
      await at('authority-written-not-committed')
    else if (event?.type === 'CertificateReserved' || event?.type === 'CertificatesReserved')
      await at('rows-written-not-committed')
    else if (event?.type === 'CertificateIssued' || event?.type === 'CertificatesIssued')
      await at('completion-written-not-committed')
  },
})

process.send?.('ready')
if (task.deed === 'recover') await certificates.recover(aPermit('certificates.recover'))
else {
  const waiting = [...task.requests]
  const askInTurn = async (): Promise<void> => {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      const issued = await certificates.issueCertificate(issuePermit, request)
      if (!issued.ok) throw new Error(issued.refusal.kind)
    }
  }
  await Promise.all(Array.from({ length: task.atOnce }, askInTurn))
}
await at('completed')
if (task.killAt !== undefined) throw new Error(`the process lived past ${task.killAt}`)
// Nothing is left to do: the kill comes from outside, perhaps after all of it.
process.send?.('done')
setInterval(() => undefined, 60_000)
