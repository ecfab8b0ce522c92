import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { it } from 'node:test'
import type { EndpointContract } from '@sotevarmenne/api/endpoint'
import { z } from 'zod'

const server = path.join(import.meta.dirname, '..')

/** Why a look at people needs no entry in the trail. */
type Because =
  /** What the person has of the own, or holds the link of. */
  | 'own'
  /** Beside a step it says who took it, and nothing else of anybody: that stands in the trail with the step. */
  | 'who took a step'
  /** An organisation’s, not a person’s. */
  | 'of an organisation'
  | 'invented people'
  /** Sent in pieces, or by a contract that this test does not find. */
  | 'names nobody'
  /** Work of the service itself, or before the deed that writes and records. */
  | 'shows nobody'
  /** Which writes the entries of the page. */
  | 'recorded by `showRows`'

/**
 * Every deed that answers something of people and leaves no entry in the trail, by the function that does it (R290). Whoever adds
 * one says why, or lets it record the look (`recordLook`).
 */
const leavesNoEntry: { readonly [deedAndFunction: string]: Because } = {
  'permissions.bootstrap bootstrap': 'shows nobody',
  'access.viewOwnPassword viewOwnPassword': 'own',
  'access.viewSession viewSession': 'own',
  'acme.viewQueue listApprovalsInForce': 'who took a step',
  'blanks.viewStock viewStock': 'names nobody',
  'cards.checkLetter checkLetter': 'shows nobody',
  'cards.produceCard askOnceMore': 'shows nobody',
  'cards.renewCodeOnCard renewCodeOnCard': 'shows nobody',
  'cards.sendLetter addressLines': 'shows nobody',
  'cards.sendLetter sendLetters': 'shows nobody',
  'cards.unlockOwnCard askUnlockTicket': 'shows nobody',
  'cards.viewLetterAddress viewLetterAddress': 'own',
  'cards.viewLetters viewLetters': 'names nobody',
  'cards.viewProduction viewProduction': 'names nobody',
  'certificates.recover recover': 'shows nobody',
  'fees.viewFees exportAccounting': 'names nobody',
  'fees.viewFees listInvoiceRuns': 'who took a step',
  'fees.viewFees listInvoices': 'of an organisation',
  'fees.viewFees viewInvoice': 'of an organisation',
  'fees.viewKeptFees exportKeptAccounting': 'names nobody',
  'fees.viewKeptFees exportKeptFinvoice': 'names nobody',
  'fees.viewKeptFees listKeptInvoices': 'of an organisation',
  'fees.viewKeptFees listKeptRuns': 'who took a step',
  'fees.viewKeptFees viewKeptInvoice': 'of an organisation',
  'fees.viewKeptFees viewSeller': 'of an organisation',
  'fees.viewOwnFees exportOwnCharges': 'names nobody',
  'fees.viewOwnFees listOwnInvoices': 'of an organisation',
  'fees.viewOwnFees viewOwnInvoice': 'of an organisation',
  'registration.searchPoints searchPoints': 'of an organisation',
  'registration.searchPoints searchSparePoints': 'of an organisation',
  'registration.searchPoints viewPublicPoint': 'of an organisation',
  'registration.viewPoint listPoints': 'of an organisation',
  'testCards.view listTestCardOrders': 'invented people',
  'testCards.view listTestCards': 'invented people',
  'testCards.view viewTestPeople': 'invented people',
  'testCards.viewQueue listTestCardQueue': 'invented people',
  'threads.viewOrganisationThreads listOrganisationThreads': 'recorded by `showRows`',
  'threads.viewOwnThreads listOwnThreads': 'recorded by `showRows`',
  'threads.viewThreads listThreads': 'recorded by `showRows`',
  'visits.viewBooking viewBooking': 'own',
}

it('whoever is shown to others stands in the trail: looks that leave no entry are known one by one, with the reason (R290)', async () => {
  const found: string[] = []
  for (const source of sources())
    for (const { deed, name, contract } of looksWithoutEntryIn(source))
      if (await answersOfPeople(contract)) found.push(`${deed} ${name}`)
  found.sort()
  assert.deepEqual(found, Object.keys(leavesNoEntry).toSorted())
})

it('a deed that looks and leaves no entry is found, by whatever name it has its permit and its contract', () => {
  const source = `
import type * as contracts from '@sotevarmenne/api/cards'
import type { viewCard as contract } from '@sotevarmenne/api/cards'
type Viewing = Permit<'things.view'>
export const listThings = (deps) =>
  (permit: Viewing, asked: InputOf<typeof contracts.listCards>) => deps.db.read((tx) => things(tx))
export const viewThing =
  (deps) =>
  (_permit: Permit<'things.view'>, asked: InputOf<typeof contract>) => deps.db.read((tx) => thing(tx))
export const keepThing = (deps) => async (permit: Permit<'things.keep'>) => {
  await deps.db.read((tx) => thing(tx))
  return deps.db.write((tx) => deps.record(tx, kept, permit))
}
export const viewLocked = (deps) => (permit: Viewing) => deps.db.write((tx) => lockThing(tx))
const helper = (deps) => deps.db.read((tx) => thing(tx))
`
  const cards = '@sotevarmenne/api/cards'
  assert.deepEqual(
    looksWithoutEntryIn(source).map(({ name, contract }) => [name, contract]),
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

/** In a source text each deed is one exported function that takes its permit and the input of its contract. */
function looksWithoutEntryIn(source: string) {
  const aliases = new Map(
    [...source.matchAll(/^type (\w+) = Permit<'([\w.]+)'>/gm)].map(([, name, deed]) => [
      name,
      deed,
    ]),
  )
  return source.split(/^(?=export |const |async function |function |type )/m).flatMap((block) => {
    const [, name = ''] = /^export (?:const|async function|function) (\w+)/.exec(block) ?? []
    const [, named] = /permit: (\w+)[,)]/.exec(block) ?? []
    const [, written] = /permit: Permit<\s*'([\w.]+)'/.exec(block) ?? []
    const deed = written ?? aliases.get(named)
    const looks = /^(view|list|fetch|search|find|export|look)/.test(name) || reads.test(block)
    return name !== '' && deed !== undefined && looks && !records.test(block)
      ? [{ deed, name, contract: contractIn(block, source) }]
      : []
  })
}

const reads = /\bdb\.read\(|\blooking\(/
const records = /\b(record\w*|tell|actForMember|withOwn|revokeNow)\(/

/** The contract whose input or answer the function names. */
function contractIn(block: string, source: string): ContractNamed | undefined {
  const [, whole, member, alone] =
    /typeof (?:(\w+)\.(\w+)|(\w+))>/.exec(block) ??
    /typeof (?:(\w+)\.(\w+)|(\w+))\b/.exec(block) ??
    []
  const everything = new RegExp(
    `import (?:type )?\\* as ${String(whole)} from '(@sotevarmenne/api/[\\w-]+)'`,
  )
  const [, from] = everything.exec(source) ?? []
  if (from !== undefined && member !== undefined) return { from, name: member }
  const single = new RegExp(
    `(\\w+) as ${String(alone)}\\b[^}]*} from '(@sotevarmenne/api/[\\w-]+)'`,
  )
  const [, name, of] = single.exec(source) ?? []
  return name !== undefined && of !== undefined ? { from: of, name } : undefined
}

/** Whether the answer has a place for something of a person; what is sent in pieces, or by no contract that is named, may. */
async function answersOfPeople(contract: ContractNamed | undefined): Promise<boolean> {
  if (contract === undefined) return true
  const contracts = (await import(contract.from)) as { readonly [name: string]: EndpointContract }
  const { answer, mediaType } = contracts[contract.name] ?? assert.fail(JSON.stringify(contract))
  const schema = JSON.stringify(z.toJSONSchema(answer, { io: 'input', unrepresentable: 'any' }))
  return mediaType !== undefined || ofPeople.test(schema)
}

const ofPeople =
  /"(personId|givenNames|surname|identityCode|email|phone|contacts?|technicalContact|members|holder|by|(?:entered|started|checked|approved|proposed)By|person|applicant|visitor)":\{/
