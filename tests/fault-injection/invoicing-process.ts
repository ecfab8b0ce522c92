import { once } from 'node:events'
import { openPlace } from './issuing-environment.ts'
import { invoicingOver, type InvoicingTask } from './killing-invoicing.ts'
import { dieHere } from './killing.ts'

/** The jobs process of a service that creates and sends invoices, killed on the way. */
const [task] = (await once(process, 'message')) as [InvoicingTask]
process.once('disconnect', () => process.exit(1))
const { operatorUrl, killAt } = task
const db = await openPlace(task)
const { outbox } = invoicingOver(db, {
  operatorUrl,
  at: (crashPoint) => (crashPoint === killAt ? dieHere() : Promise.resolve()),
})
await outbox.drain()
throw new Error(`process was not killed at ${killAt}`)
