import { once } from 'node:events'
import { openPlace } from './issuing-world.ts'
import { invoicingOver, type InvoicingTask } from './killing-invoicing.ts'
import { dieHere } from './killing.ts'

/** The jobs of a service that makes and sends invoices, and is killed on the way. */
const [task] = (await once(process, 'message')) as [InvoicingTask]
process.once('disconnect', () => process.exit(1))
const { operatorUrl, killAt } = task
const db = await openPlace(task)
const { outbox } = invoicingOver(db, {
  operatorUrl,
  at: (arrow) => (arrow === killAt ? dieHere() : Promise.resolve()),
})
await outbox.drain()
throw new Error(`the process lived past: ${killAt}`)
