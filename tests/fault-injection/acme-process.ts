import { once } from 'node:events'
import { join } from 'node:path'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { probeNames } from '../../apps/server/src/services/acme/index.ts'
import { createAcmeEnvironment } from '../../apps/server/src/services/acme/testing.ts'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import { createSignerClient, readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import { afterCommit } from '../../apps/server/src/platform/db.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import type { Record } from '../../apps/server/src/platform/record.ts'
import { isOfServices } from '../../apps/server/src/services/service-certificates/testing.ts'
import { clock, openPlace } from './issuing-environment.ts'
import { dieHere } from './killing.ts'
import type { AcmeCrashPoint, AcmeTask, AcmeWriting } from './killing-acme.ts'

/** The process that serves ACME clients, or the one that runs their jobs; killed at the given crash point. */
const [task] = (await once(process, 'message')) as [AcmeTask]
process.once('disconnect', () => process.exit(1))
let killAt: AcmeCrashPoint | undefined
process.on('message', (crashPoint: AcmeCrashPoint) => {
  killAt = crashPoint
  process.send?.('input')
})
const at = (crashPoint: AcmeCrashPoint): Promise<void> =>
  crashPoint === killAt ? dieHere() : Promise.resolve()
/** Dies before or after the commit, without a notification. */
const wrote = async (what: string): Promise<void> => {
  await at(`${what as AcmeWriting}, not committed`)
  if (killAt === `${what as AcmeWriting}, committed`) afterCommit(() => void dieHere())
}

const db = await openPlace({ url: task.url })
const { recordAll } = anAudit(db, { clock })
const record: Record = async (tx, event, permit) => {
  await recordAll(tx, [{ event, permit }])
  const profile = 'profile' in event ? String(event.profile) : ''
  // The CAs' own certificates are recorded on the way.
  if (!profile.startsWith('ca-')) await wrote(event.type)
}
const { planJob } = createOutbox({ db, clock })
const names = probeNames({ mayConnect: ipAddressRule([]), resolvers: [task.resolver] })
const seen = async <Found>(found: Promise<Found>): Promise<Found> => {
  const value = await found
  await at('a name looked at')
  return value
}
const environment = await createAcmeEnvironment(db, {
  ...{ clock, record, coded: task.coded, publicUrl: `http://127.0.0.1:${String(task.port)}` },
  ca: {
    issuers: await readIssuers(join(task.folder, 'ca'), readCas({ isWanted: isOfServices })),
    signer: createSignerClient({ socketFolder: join(task.folder, 'run') }),
    close: () => Promise.resolve(),
  },
  probe: { ...names, lookUpTexts: (name) => seen(names.lookUpTexts(name)) },
  planValidation: async (tx, job) => {
    await planJob(tx, job)
    await wrote('a look at a name planned')
  },
})

if (task.role === 'jobs') {
  environment.outbox.run()
  environment.validations.run()
} else {
  const { protocol } = environment.acme
  const fetched = protocol.actions['/acme/certificate/:id']
  const app = await environment.serve({
    ...environment.acme,
    protocol: {
      ...protocol,
      actions: {
        ...protocol.actions,
        '/acme/certificate/:id': async (request, requested) => {
          const response = await fetched(request, requested)
          await at('a certificate fetched')
          return response
        },
      },
    },
  })
  await app.listen({ port: task.port, host: '127.0.0.1' })
}
process.send?.('ready')
