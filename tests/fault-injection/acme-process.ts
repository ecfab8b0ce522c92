import { once } from 'node:events'
import { join } from 'node:path'
import { addressRule, probeNames } from '../../apps/server/src/services/acme/index.ts'
import { createAcmeWorld } from '../../apps/server/src/services/acme/testing.ts'
import { anAudit } from '../../apps/server/src/audit/testing.ts'
import {
  createSignerClient,
  readAuthorities,
  readIssuers,
} from '../../apps/server/src/pki/ca/index.ts'
import { afterCommit } from '../../apps/server/src/platform/db.ts'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import type { Record } from '../../apps/server/src/platform/record.ts'
import { isOfServices } from '../../apps/server/src/services/service-certificates/testing.ts'
import { clock, openPlace } from './issuing-world.ts'
import { dieHere } from './killing.ts'
import type { AcmeArrow, AcmeTask, AcmeWriting } from './killing-acme.ts'

/** The half of the service that hears programs, or the one that works for them; killed where it is told to be. */
const [task] = (await once(process, 'message')) as [AcmeTask]
process.once('disconnect', () => process.exit(1))
let killAt: AcmeArrow | undefined
process.on('message', (arrow: AcmeArrow) => {
  killAt = arrow
  process.send?.('told')
})
const at = (arrow: AcmeArrow): Promise<void> => (arrow === killAt ? dieHere() : Promise.resolve())
/** Dies with what was written lost, or kept and told to nobody. */
const wrote = async (what: string): Promise<void> => {
  await at(`${what as AcmeWriting}, not committed`)
  if (killAt === `${what as AcmeWriting}, committed`) afterCommit(() => void dieHere())
}

const db = await openPlace({ url: task.url })
const { recordAll } = anAudit(db, { clock })
const record: Record = async (tx, event, permit) => {
  await recordAll(tx, [{ event, permit }])
  const profile = 'profile' in event ? String(event.profile) : ''
  // The authorities' own certificates are written down on the way.
  if (!profile.startsWith('ca-')) await wrote(event.type)
}
const { planJob } = createOutbox({ db, clock })
const names = probeNames({ mayConnect: addressRule([]), resolvers: [task.resolver] })
const seen = async <Found>(found: Promise<Found>): Promise<Found> => {
  const value = await found
  await at('a name looked at')
  return value
}
const world = await createAcmeWorld(db, {
  ...{ clock, record, coded: task.coded, publicUrl: `http://127.0.0.1:${String(task.port)}` },
  authority: {
    issuers: await readIssuers(
      join(task.folder, 'authority'),
      readAuthorities({ isWanted: isOfServices }),
    ),
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
  world.outbox.run()
  world.validations.run()
} else {
  const { protocol } = world.acme
  const fetched = protocol.acts['/acme/certificate/:id']
  const app = await world.serve({
    ...world.acme,
    protocol: {
      ...protocol,
      acts: {
        ...protocol.acts,
        '/acme/certificate/:id': async (request, asked) => {
          const answer = await fetched(request, asked)
          await at('a certificate fetched')
          return answer
        },
      },
    },
  })
  await app.listen({ port: task.port, host: '127.0.0.1' })
}
process.send?.('ready')
