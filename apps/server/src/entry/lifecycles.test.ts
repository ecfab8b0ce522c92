import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import path from 'node:path'
import { it } from 'node:test'
import { lifecycle as ofCard } from '#cards/card/domain/card.ts'
import { lifecycle as ofOrder } from '#cards/orders/domain/order.ts'
import { lifecycle as ofSpareCard } from '#cards/spare-cards/domain/spare-card.ts'
import { lifecycle as ofBlankOrder } from '#cards/stock/domain/blank-order.ts'
import { lifecycle as ofDocument } from '#organisations/agreements/domain/document.ts'
import { lifecycle as ofRegistrar } from '#organisations/registrars/domain/application.ts'
import { lifecycle as ofAgreement } from '#organisations/registry/domain/agreement.ts'
import { lifecycle as ofCertificate } from '#pki/issuance/domain/lifecycle.ts'
import { lifecycle as ofVisit } from '#points/appointments/domain/visit.ts'
import { lifecycle as ofInquiry } from '#points/identification/domain/inquiry.ts'
import { lifecycle as ofApproval } from '#services/acme/domain/approval.ts'
import { lifecycle as ofServiceCertificate } from '#services/service-certificates/domain/application.ts'
import { lifecycle as ofCase } from '#support/cases/domain/support-case.ts'

/** Every life cycle, by the folder of its module. */
const lifecycles: { readonly [module: string]: object } = {
  'cards/card': ofCard,
  'cards/orders': ofOrder,
  'cards/spare-cards': ofSpareCard,
  'cards/stock': ofBlankOrder,
  'organisations/agreements': ofDocument,
  'organisations/registrars': ofRegistrar,
  'organisations/registry': ofAgreement,
  'pki/issuance': ofCertificate,
  'points/appointments': ofVisit,
  'points/identification': ofInquiry,
  'services/acme': ofApproval,
  'services/service-certificates': ofServiceCertificate,
  'support/cases': ofCase,
}

const server = path.join(import.meta.dirname, '..')

for (const [module, lifecycle] of Object.entries(lifecycles))
  it(`the diagram in the README of ${module} matches the life cycle in the code`, async () => {
    const drawn = Object.entries(lifecycle).flatMap(([from, steps]) =>
      Object.entries(steps as object).map(([step, to]) => `    ${from} --> ${String(to)}: ${step}`),
    )
    const readme = await readFile(path.join(server, module, 'README.md'), 'utf8')
    assert.ok(readme.includes(drawn.join('\n')), `README should draw:\n${drawn.join('\n')}`)
  })

it('every life cycle in the code is compared with the diagram of its module', async () => {
  const found = []
  for await (const file of glob('*/*/domain/*.ts', { cwd: server })) {
    const source = await readFile(path.join(server, file), 'utf8')
    if (source.includes('\nexport const lifecycle = {'))
      found.push(path.dirname(path.dirname(file)))
  }
  assert.deepEqual(found.toSorted(), Object.keys(lifecycles).toSorted())
})
