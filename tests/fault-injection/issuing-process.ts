import { once } from 'node:events'
import { join } from 'node:path'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { ofEllipticCurves } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { clock, issuePermit, openPlace } from './issuing-environment.ts'
import { dieHere, type IssuingCrashPoint, type IssuingTask } from './killing.ts'

/** A process that issues certificates, or recovers, and is killed on the way. */
const [task] = (await once(process, 'message')) as [IssuingTask]
process.once('disconnect', () => process.exit(1))
const at = (crashPoint: IssuingCrashPoint): Promise<void> =>
  crashPoint === task.killAt ? dieHere() : Promise.resolve()

/** A group is sent to the signer when all of its rows are committed, in however many transactions. */
const groupIsCommitted = (): Promise<void> => {
  committed += 1
  if (committed >= groupSize) allCommitted.resolve()
  return allCommitted.promise
}
const groupSize =
  task.operation === 'issue' && task.requests.length === task.atOnce ? task.atOnce : 0
const allCommitted = Promise.withResolvers<void>()
let committed = 0

const db = await openPlace(task.place)
const issuers = await readIssuers(join(task.folder, 'ca'), readCas({ isWanted: ofEllipticCurves }))
const signer = createSignerClient({ socketFolder: task.socketFolder })
const audit = anAudit(db, { clock })
const certificates = createCertificates({
  db,
  clock,
  issuers,
  signer: {
    voidReservation: signer.voidReservation,
    signCertificate: async (tbs) => {
      await groupIsCommitted()
      await at('rows-committed')
      const signature = await signer.signCertificate(tbs)
      await at('answered')
      return signature
    },
  },
  recordAll: async (tx, happened) => {
    await audit.recordAll(tx, happened)
    const [event] = happened.map((each) => each.event)
    // The CAs' own certificates are recorded on the way: they were signed before.
    if (
      event?.type === 'CertificateIssued' &&
      String(Reflect.get(event, 'profile')).startsWith('ca-')
    )
      await at('ca-written-not-committed')
    else if (event?.type === 'CertificateReserved' || event?.type === 'CertificatesReserved')
      await at('rows-written-not-committed')
    else if (event?.type === 'CertificateIssued' || event?.type === 'CertificatesIssued')
      await at('completion-written-not-committed')
  },
})

process.send?.('ready')
if (task.operation === 'recover') await certificates.recover(aPermit('certificates.recover'))
else {
  const waiting = [...task.requests]
  const requestInTurn = async (): Promise<void> => {
    for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
      const issued = await certificates.issueCertificate(issuePermit, request)
      if (!issued.ok) throw new Error(issued.refusal.kind)
    }
  }
  await Promise.all(Array.from({ length: task.atOnce }, requestInTurn))
}
await at('completed')
if (task.killAt !== undefined) throw new Error(`process was not killed at ${task.killAt}`)
// All work is done: the kill comes from outside, perhaps after all of it.
process.send?.('done')
setInterval(() => undefined, 60_000)
