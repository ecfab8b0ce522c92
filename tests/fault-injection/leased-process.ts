import { once } from 'node:events'
import { instant } from '@sotevarmenne/kernel/instant'
import { createOutbox } from '../../apps/server/src/platform/outbox.ts'
import { createPostgresDb } from '../../apps/server/src/platform/db.ts'

/** A jobs process that is killed while its jobs run: they never end here. */
const [url] = (await once(process, 'message')) as [string]
process.once('disconnect', () => process.exit(1))
const outbox = createOutbox({
  db: createPostgresDb({ url }),
  clock: { now: () => instant(Date.now()) },
})
const handle = (): Promise<void> => {
  process.send?.('begun')
  return new Promise(() => undefined)
}
outbox.use({ handlers: [{ kind: 'letters.send', handle }], subscriptions: [] })
outbox.run()
