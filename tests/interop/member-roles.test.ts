import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fileColumns } from '@sotevarmenne/api/employments'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { contracts } from '@sotevarmenne/api/permissions'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { memberRoles } from '@sotevarmenne/tests/world/member-roles'
import { accounts } from '@sotevarmenne/tests/world/organisations'
import { openSeededEnvironment, type SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { z } from 'zod'
import { exampleOf, type JsonSchema } from '../../apps/server/src/platform/http/example-of.ts'
import { Refused } from '../scenario/service-hands.ts'

/**
 * Written by hand from the description of the roles (docs/rules.md, R530–R532), not from the code: which operations of
 * an organisation's account each of them does. Everything that is not here is refused.
 */
const allowed: Readonly<Record<'both' | 'finance' | 'reader', readonly string[]>> = {
  both: [
    ...['viewAccount', 'viewAccountPeople'],
    ...['listOwnCharges', 'sumOwnCharges', 'exportOwnCharges', 'viewCostCentres', 'viewOwnBilling'],
    ...['listOwnInvoices', 'viewOwnInvoice', 'listChargesOfOwnInvoice', 'fetchOwnInvoiceDocument'],
    ...['listOperatorInvoices', 'viewOperatorInvoice', 'listChargesOfOperatorInvoice'],
    ...['fetchOperatorInvoiceDocument', 'listOperatorInvoiceRuns', 'listOperatorVisits'],
    ...['exportOperatorVisits', 'exportOperatorAccounting', 'exportOperatorFinvoice', 'viewSeller'],
    ...['viewOwnPointPrices', 'listOwnPriceProposals'],
  ],
  finance: [
    ...['changeOwnBilling', 'changeCostCentre', 'disputeInvoice', 'withdrawDispute'],
    ...['changeSeller', 'startOperatorInvoiceRun', 'creditOperatorInvoice'],
    ...['markOperatorInvoicePaid', 'remindOfOperatorInvoice', 'settleOperatorDispute'],
  ],
  reader: [
    'listActivity',
    ...['viewCodedUnits', 'viewEmailDomains', 'viewApiKeys', 'viewWebhooks', 'listDirectoryUsers'],
    ...['listWebhookDeliveries', 'listDocuments', 'viewDocument', 'viewDocumentPdf'],
    ...['listNameablePoints', 'listOrganisationCases', 'viewOrganisationCase', 'viewCardTasks'],
    ...['listEmployeeCards', 'listPreparedOrders', 'listReportedEnds', 'listRegistrars'],
    'viewRegistrarTasks',
    ...['listRegistrarApplications', 'listApplications', 'listApplicableOids', 'listApprovals'],
    ...['listSupplierAuthorisations', 'listSupplierRequestedCertificates'],
    ...['viewSupplierRequestedCertificate', 'listTestCards', 'listTestCardOrders'],
  ],
}

/** Everybody ends their own membership. */
const apart = new Set(['endMembership'])

const file = {
  file: Buffer.from('Identity code;Last day\n131052-308T;2026-12-01\n').toString('base64'),
}
const orders = {
  file: Buffer.from(
    [Object.values(fileColumns).map(({ fi }) => fi), Object.keys(fileColumns).map(() => 'x')]
      .map(csvLine)
      .join(''),
  ).toString('base64'),
}
const ofUnit = { unitOid: '1.2.246.10.99000237.10.1', names: ['server.hel.example'] }

/** Instead of examples that the operation would refuse before it looks at the role. */
const inputs: Readonly<Record<string, object>> = {
  addEmailDomain: { domain: 'hel.example' },
  addWebhook: { url: 'https://127.0.0.1:9/' },
  changeWebhook: { url: 'https://127.0.0.1:9/' },
  draftApplication: ofUnit,
  endEmploymentsByFile: file,
  makeVirtualTestCard: { personKey: 'physician' },
  prepareByFile: orders,
  previewByFile: orders,
  previewEndsByFile: file,
  requestApproval: { ...ofUnit, names: ['*.hel.example'] },
}

describe('the roles of finance and of a reader', () => {
  const organisations = accounts()
  const withRoles = memberRoles(organisations)
  const operations = contracts.filter(
    ({ name, contract }) =>
      contract.path.startsWith('/accounts/:organisationId') && !apart.has(name),
  )
  let environment: SeededEnvironment

  before(async () => {
    environment = await openSeededEnvironment([...organisations.history, ...withRoles.history])
  })
  after(() => environment.close())

  /** `refused` by the role; otherwise the operation looked at the request itself. */
  async function outcomeOf(
    role: 'finance' | 'reader',
    name: string,
    contract: EndpointContract,
  ): Promise<string> {
    const { helsinki: organisationId } = organisations.found()
    const schema = z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' })
    const input = { ...(exampleOf(schema as JsonSchema) as object), ...inputs[name] }
    try {
      await withRoles.found()[role].request(contract, { ...input, organisationId })
      return 'allowed'
    } catch (fault) {
      // A file, which is no JSON.
      if (contract.mediaType !== undefined && fault instanceof SyntaxError) return 'allowed'
      if (!(fault instanceof Refused)) throw fault
      const { kind, status } = fault.problem
      // What an organisation signs, it signs by card.
      if (kind === 'not-in-this-role' || kind === 'card-sign-in-needed') return 'refused'
      assert.ok(status !== 400 && status < 500, `${name}: ${kind}`)
      return `allowed, then ${kind}`
    }
  }

  for (const role of ['finance', 'reader'] as const)
    it(`${role} does in the account what the description of the role says, and nothing else (R530–R532)`, async () => {
      const may = new Set([...allowed.both, ...allowed[role]])
      const wrong: string[] = []
      for (const { name, contract } of operations) {
        const outcome = await outcomeOf(role, name, contract)
        if (outcome.startsWith('allowed') !== may.has(name)) wrong.push(`${name} is ${outcome}`)
      }
      assert.deepEqual(wrong, [])
    })

  it('have no operation in the table that the account does not have', () => {
    const names = new Set(operations.map(({ name }) => name))
    for (const name of Object.values(allowed).flat()) assert.ok(names.has(name), name)
  })
})
