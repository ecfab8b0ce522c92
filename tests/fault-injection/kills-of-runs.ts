import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, beforeEach, it } from 'node:test'
import { openInvoices } from '@sotevarmenne/sandbox/invoice-operator/invoices'
import { createInvoiceOperator } from '@sotevarmenne/sandbox/invoice-operator/server'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { openOnServer } from '@sotevarmenne/tests/database/postgres'
import { clock } from './issuing-environment.ts'
import { surviveKillOfRun, type InvoicingCrashPoint } from './killing-invoicing.ts'

/** An invoice run is killed at each of the crash points, and continued by another process. */
export function killsOfRuns(crashPoints: readonly InvoicingCrashPoint[]): void {
  let environment: Awaited<ReturnType<typeof openOnServer>>
  let folder: string
  let operator: ReturnType<typeof createInvoiceOperator>
  let operatorUrl: string

  before(async () => {
    environment = await openOnServer()
    folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-invoicing-'))
    const invoices = await openInvoices(folder)
    operator = createInvoiceOperator({ site: aSite, clock, faults: createFaults(), invoices })
    operatorUrl = await operator.listen({ port: 0, host: 'localhost' })
  })
  beforeEach(async () => {
    for (const file of await readdir(folder)) await rm(path.join(folder, file))
  })
  after(async () => {
    await operator.close()
    await environment.close()
    await rm(folder, { recursive: true, force: true })
  })

  /** The invoice numbers that the operator has. */
  const passed = async (): Promise<number[]> =>
    (await readdir(folder))
      .filter((file) => file.endsWith('.json'))
      .map((file) => Number(path.basename(file, '.json')))
      .toSorted()

  for (const crashPoint of crashPoints)
    it(`has each invoice once, without a gap in the numbers, when ${crashPoint}`, () =>
      surviveKillOfRun({ ...environment, operatorUrl }, { crashPoint, passed }))
}
