import * as api from '@sotevarmenne/api/advice-desk'
import type { AdviceReasonGiven } from '@sotevarmenne/api/advice-desk'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { readTypedIdentifier } from '@sotevarmenne/identifiers/typed-identifier'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  parseSearchTerm,
  tooManyLookUpsProblems,
  type TooManyLookUps,
} from '#cards/visitors/index.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import { recordAccess } from '#platform/record.ts'
import type { AdviceDeskSought, AdviceDeskViewed } from './contract.ts'
import type { AdviceDeskDeps } from './deps.ts'
import { showOrganisation, showPerson } from './show-found.ts'
import { texts } from './texts.ts'

export type LookUpForCallerRefusal = { readonly kind: 'nothing-found' } | TooManyLookUps

type Found = ResponseOf<typeof api.lookUpForCaller>
type Looked = Result<Found, LookUpForCallerRefusal>
type Looking = Permit<'adviceDesk.lookUp'>
type Requested = { readonly search: string; readonly because: AdviceReasonGiven }

/**
 * What the advice desk may tell a caller (R540). A look-up by identity code counts before it is known whether the
 * service knows the person, by other numbers once they name one (R541).
 */
export const lookUpForCaller = operation({
  contract: api.lookUpForCaller,
  problems: {
    'nothing-found': { status: 404, ...texts.nothingFound },
    ...tooManyLookUpsProblems,
  },
  handle:
    (deps: AdviceDeskDeps) =>
    async (permit, requested): Promise<Looked> => {
      const looked = await lookUp(deps, permit, requested)
      if (!looked.ok && looked.refusal.kind === 'nothing-found')
        await recordSought(deps, permit, requested)
      return looked
    },
})

async function lookUp(
  deps: AdviceDeskDeps,
  permit: Looking,
  { search, because }: Requested,
): Promise<Looked> {
  const identityCode = await deps.db.read((tx) => identityCodeSought(deps, tx, search))
  if (identityCode === 'none') return lookUpOrganisation(deps, permit, { search, because })
  if (identityCode === undefined) return refuse({ kind: 'nothing-found' })
  const count = await deps.countLookUpForCaller(permit, { identityCode, because })
  if (!count.ok) return count

  return deps.db.write(async (tx): Promise<Looked> => {
    const person = await deps.people.findByIdentityCode(tx, identityCode)
    if (!person) return refuse({ kind: 'nothing-found' })
    const { personId } = person
    const viewed: AdviceDeskViewed = {
      type: 'AdviceDeskViewed',
      about: { personId },
      ...because,
    }
    await deps.record(tx, viewed, permit)
    const today = dateInHelsinki(deps.clock.now())
    return ok(await showPerson(deps, tx, { person, today }))
  })
}

/** In a transaction of its own: that of a refused look-up is rolled back. */
async function recordSought(
  { db, record, sealing }: AdviceDeskDeps,
  permit: Looking,
  { search, because }: Requested,
): Promise<void> {
  const bare = search.replaceAll(/\s/gu, '').toLowerCase()
  const sought: AdviceDeskSought = {
    type: 'AdviceDeskSought',
    by:
      readTypedIdentifier(search, false).by === 'identity-code'
        ? 'identity-code'
        : parseSearchTerm(search).by,
    digest: Buffer.from(sealing.fingerprint(bare)).toString('hex'),
    ...because,
  }
  const written = await db.write(async (tx) => {
    await record(tx, sought, permit)
    return ok(undefined)
  })
  if (!written.ok) throw new Error('unreachable: recording is never refused')
}

/** Of whom the number is; 'none' for what is no number of a person. */
async function identityCodeSought(
  { people, cards, spareCards, orders }: AdviceDeskDeps,
  tx: Tx,
  search: string,
) {
  if (readTypedIdentifier(search, false).by === 'identity-code') {
    const code = parseIdentityCode(search)
    return code.ok ? code.value : undefined
  }
  const term = parseSearchTerm(search)
  if (term.by === 'name') return 'none'
  const personId =
    term.by === 'card-number'
      ? ((await cards.holderOf(tx, term.cardNumber)) ??
        (await spareCards.holderOfSpareCardNumber(tx, term.cardNumber)))
      : (await orders.orderById(tx, term.orderId))?.content.personId
  return personId === undefined ? undefined : people.identityCodeOf(tx, personId)
}

/** More than these are not told apart on the telephone. */
const maxShown = 10

async function lookUpOrganisation(
  deps: AdviceDeskDeps,
  permit: Looking,
  { search, because }: Requested,
): Promise<Looked> {
  return deps.db.write(async (tx): Promise<Looked> => {
    const found = await deps.organisations.searchOrganisations(tx, {
      query: search,
      limit: maxShown + 1,
    })
    const [only] = found
    if (only === undefined) return refuse({ kind: 'nothing-found' })
    if (found.length > 1)
      return ok({
        kind: 'organisations',
        organisations: found.slice(0, maxShown).map(nameOf),
        isCut: found.length > maxShown,
      })

    const members = await deps.membersOf(tx, only.organisationId)
    const looked: AdviceDeskViewed = {
      type: 'AdviceDeskViewed',
      organisationId: only.organisationId,
      ...because,
    }
    await recordAccess(deps, tx, permit, {
      looked,
      named: members.map(({ personId }) => personId),
    })
    return ok({
      ...nameOf(only),
      ...(await showOrganisation(deps, tx, permit, { organisation: only, members })),
    })
  })
}

const nameOf = ({ organisationId, name, businessId, customerNumber }: Organisation) => ({
  ...{ organisationId, name, businessId, customerNumber },
})
