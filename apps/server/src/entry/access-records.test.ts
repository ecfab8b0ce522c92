import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { it } from 'node:test'
import { accessEvent } from '@sotevarmenne/api/audit'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { z } from 'zod'

const server = path.join(import.meta.dirname, '..')

/** Why access to personal data needs no access record. */
type Because =
  /** The person's own data, or data whose link the person has. */
  | 'own'
  /** Only who took a step, shown with the step, which has an audit entry of its own. */
  | 'who took a step'
  /** Only which officer has an item: the assignment has an audit entry of its own. */
  | 'which officer has it'
  /** Data of an organisation, not of a person. */
  | 'of an organisation'
  | 'invented people'
  /** A stream, or a contract that this test does not find. */
  | 'names nobody'
  /** Work of the service itself, or before the operation that writes and records. */
  | 'shows nobody'
  /** Which writes the access records of the page. */
  | 'recorded by `showRows`'
  | 'recorded by `viewVisitor`'
  | 'recorded by `listCardsOfEmployer`'
  | 'recorded by `holdersOfCharged`'
  /** Which writes an access record for each person in what it returns. */
  | 'recorded by the audit log'

/**
 * Every operation that returns personal data without an access record, by the function that runs it (R290). A
 * new one needs a reason here, or must record the access (`recordAccess`).
 */
const withoutAccessRecord: { readonly [operationAndFunction: string]: Because } = {
  'audit.viewAuditLog searchAuditLog': 'recorded by the audit log',
  'audit.viewAuditLog viewAuditHistory': 'recorded by the audit log',
  'audit.viewAuditLog viewEntry': 'recorded by the audit log',
  'permissions.bootstrap bootstrap': 'shows nobody',
  'access.signIn signInByPassword': 'own',
  'access.viewSession viewSession': 'own',
  'acme.viewQueue listApprovalsInForce': 'who took a step',
  'cards.produceCard recheckRegisters': 'shows nobody',
  'cards.sendLetter addressLines': 'shows nobody',
  'cards.sendLetter sendLetters': 'shows nobody',
  'certificates.recover recover': 'shows nobody',
  'employments.viewCards listEmployeeCards': 'recorded by `listCardsOfEmployer`',
  'fees.viewFees exportAccounting': 'names nobody',
  'fees.viewFees listInvoiceRuns': 'who took a step',
  'fees.viewFees listInvoices': 'of an organisation',
  'fees.viewFees viewInvoice': 'of an organisation',
  'fees.viewOperatorFees exportOperatorAccounting': 'names nobody',
  'fees.viewOperatorFees exportOperatorFinvoice': 'names nobody',
  'fees.viewOperatorFees listOperatorInvoices': 'of an organisation',
  'fees.viewOperatorFees listOperatorInvoiceRuns': 'who took a step',
  'fees.viewOperatorFees viewOperatorInvoice': 'of an organisation',
  'fees.viewOperatorFees viewSeller': 'of an organisation',
  'fees.viewOwnFees exportOwnCharges': 'recorded by `holdersOfCharged`',
  'fees.viewOwnFees listOwnInvoices': 'of an organisation',
  'fees.viewOwnFees viewOwnInvoice': 'of an organisation',
  'inbox.view listInbox': 'which officer has it',
  'inbox.view viewInboxItem': 'which officer has it',
  'orders.viewVisitor viewKnownVisitor': 'recorded by `viewVisitor`',
  'pointPrices.viewOwn listOwnPriceProposals': 'names nobody',
  'registration.searchPoints searchPoints': 'of an organisation',
  'registration.searchPoints searchSparePoints': 'of an organisation',
  'registration.searchPoints viewPublicPoint': 'of an organisation',
  'registration.viewPoint listPoints': 'of an organisation',
  'registration.viewPoint listPriceProposals': 'who took a step',
  'registration.viewPoint viewPriceProposal': 'who took a step',
  'testCards.view listTestCardOrders': 'invented people',
  'testCards.view listTestCards': 'invented people',
  'testCards.view viewTestPeople': 'invented people',
  'testCards.viewQueue listTestCardQueue': 'invented people',
  'cases.viewOrganisationCases listOrganisationCases': 'recorded by `showRows`',
  'cases.viewOwnCases listOwnCases': 'recorded by `showRows`',
  'cases.viewCases listCases': 'recorded by `showRows`',
}

it('every person shown to others has an access record, and each access without one is listed with its reason (R290)', async () => {
  const found: string[] = []
  for (const source of sources())
    for (const { permission, name, contract } of readsWithoutAccessRecord(source)) {
      const declared = contract && (await contractNamed(contract))
      if (declared === undefined || responsesOfPeople(declared))
        found.push(`${permission ?? declared?.permission.name ?? ''} ${name}`)
    }
  found.sort()
  assert.deepEqual(found, Object.keys(withoutAccessRecord).toSorted())
})

/** Events of operations that only read, which are no access to data of a person. */
const noAccess = [
  // The whole log was verified: nothing of it was shown.
  'AuditLogChecked',
  // Nothing was shown.
  'LookUpRefused',
]

it('the events of operations that only read are named as access to data, by which the holder can leave out their own (R51)', async () => {
  const recorded = new Set<string>()
  for (const source of sources()) {
    const contracts = await Promise.all(
      blocksOf(source)
        .flatMap((block) => contractIn(block, source) ?? [])
        .map(contractNamed),
    )
    const isRead = contracts.every(
      ({ method, onRepeat }) => method === 'GET' || onRepeat === 'reads',
    )
    if (contracts.length > 0 && isRead)
      for (const [, type = ''] of source.matchAll(/\btype: '([A-Z]\w+)'/g)) recorded.add(type)
  }
  assert.ok(recorded.size > 20, 'the events are not found')
  const others = [...recorded].filter((type) => !accessEvent.test(type))
  assert.deepEqual(others.toSorted(), noAccess.toSorted())
})

it('a search of people is sent in the body of a request: a name is in no address, where servers and browsers log it', async () => {
  const contracts = await allContracts()
  assert.ok(contracts.some(({ input }) => 'sought' in input.shape))
  const inAddress = contracts.filter(
    (contract) =>
      contract.method === 'GET' &&
      ['search', 'sought'].some((member) => member in contract.input.shape) &&
      responsesOfPeople(contract),
  )
  assert.deepEqual(
    inAddress.map((contract) => contract.path),
    [
      // By a business ID or an OID.
      '/enrolment-approvals',
      // By numbers, and the name of an organisation.
      ...['/invoices', '/accounts/:organisationId/invoices'],
      '/accounts/:organisationId/point-fees/invoices',
    ],
  )
})

it('an operation that reads without an access record is found, however its contract is named', () => {
  const source = `
import * as api from '@sotevarmenne/api/cards'
import { viewCard } from '@sotevarmenne/api/cards'
type Viewing = Permit<'things.view'>
export const listThings = operation({
  contract: api.listCards,
  handle: (deps) => (permit, asked) => deps.db.read((tx) => things(tx)),
})
export const viewThing = operation({
  contract: viewCard,
  handle: (deps) => (_permit) => deps.db.read((tx) => thing(tx)),
})
export const keepThing = operation({
  contract: api.cancelCard,
  handle: (deps) => async (permit) => {
    await deps.db.read((tx) => thing(tx))
    return deps.db.write((tx) => deps.record(tx, kept, permit))
  },
})
export const viewLocked = (deps) => (permit: Viewing) => deps.db.write((tx) => lockThing(tx))
const helper = (deps) => deps.db.read((tx) => thing(tx))
`
  const cards = '@sotevarmenne/api/cards'
  assert.deepEqual(
    readsWithoutAccessRecord(source).map(({ name, contract }) => [name, contract]),
    [
      ['listThings', { from: cards, name: 'listCards' }],
      ['viewThing', { from: cards, name: 'viewCard' }],
      ['viewLocked', undefined],
    ],
  )
})

type ContractNamed = { readonly from: string; readonly name: string }

function sources(): readonly string[] {
  return readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|testing|migrations|^entry/.test(file))
    .map((file) => readFileSync(path.join(server, file), 'utf8'))
}

/** In a source text: operations with their contract, and other exported functions that take a permit. */
function readsWithoutAccessRecord(source: string) {
  const aliases = new Map(
    [...source.matchAll(/^type (\w+) = Permit<'([\w.]+)'>/gm)].map(([, name, permission]) => [
      name,
      permission,
    ]),
  )
  return blocksOf(source).flatMap((block) => {
    const [, name = ''] = /^export (?:const|async function|function) (\w+)/.exec(block) ?? []
    const [, named] = /permit: (\w+)[,)]/.exec(block) ?? []
    const [, written] = /permit: Permit<\s*'([\w.]+)'/.exec(block) ?? []
    const permission = written ?? aliases.get(named)
    const contract = contractIn(block, source)
    const isRead = /^(view|list|fetch|search|find|export|look)/.test(name) || reads.test(block)
    return name !== '' && (contract ?? permission) !== undefined && isRead && !records.test(block)
      ? [{ permission, name, contract }]
      : []
  })
}

const blocksOf = (source: string): readonly string[] =>
  source.split(/^(?=export |const |async function |function |type )/m)

const reads = /\bdb\.read\(|\bviewAsMember\(/
const records = /\b(record\w*|tell|actForMember|withOwn|take(?:Own)?Step|revokeNow)\(/

/** The contract of the operation that the block declares. */
function contractIn(block: string, source: string): ContractNamed | undefined {
  const [, first, second] =
    /(?:operation|Operation)\(\{\s*(?:\.\.\.\{ )?contract: (\w+)(?:\.(\w+))?/.exec(block) ?? []
  if (first === undefined) return undefined
  const imported = new RegExp(
    second === undefined
      ? `import \\{[^}]*\\b${first}\\b[^}]*\\} from '(@sotevarmenne/api/[\\w-]+)'`
      : `import \\* as ${first} from '(@sotevarmenne/api/[\\w-]+)'`,
  )
  const [, from = assert.fail(`no import of ${first}`)] = imported.exec(source) ?? []
  return { from, name: second ?? first }
}

async function contractNamed({ from, name }: ContractNamed): Promise<EndpointContract> {
  const contracts = (await import(from)) as { readonly [name: string]: EndpointContract }
  return contracts[name] ?? assert.fail(`${from} has no ${name}`)
}

async function allContracts(): Promise<readonly EndpointContract[]> {
  const api = path.join(server, '../../../libs/api/src')
  const files = readdirSync(api).filter((file) => !file.endsWith('.test.ts'))
  const modules = await Promise.all(
    files.map(async (file) => (await import(path.join(api, file))) as object),
  )
  return modules.flatMap((module) =>
    Object.values(module).filter(
      (value: unknown): value is EndpointContract =>
        typeof value === 'object' && value !== null && 'path' in value && 'permission' in value,
    ),
  )
}

/** Whether the response may contain personal data; a stream may. */
function responsesOfPeople({ response, mediaType }: EndpointContract): boolean {
  const schema = JSON.stringify(z.toJSONSchema(response, { io: 'input', unrepresentable: 'any' }))
  return mediaType !== undefined || ofPeople.test(schema)
}

const ofPeople =
  /"(personId|givenNames|surname|identityCode|email|phone|contacts?|technicalContact|members|holder|by|(?:entered|started|checked|approved|proposed)By|person|applicant|visitor)":\{/
