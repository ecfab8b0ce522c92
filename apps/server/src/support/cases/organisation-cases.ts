import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/cases'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  actForMember,
  pageForMember,
  type ActionRefusal,
  type MemberRefusal,
  actionProblems,
  memberProblems,
} from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import type { CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { CaseId } from './contract.ts'
import type { CasesDeps } from './deps.ts'
import { maxOpenCases, type SupportCase } from './domain/support-case.ts'
import { insertNewCase } from './insert-case.ts'
import { recordView, showRows, showCase } from './show-case.ts'
import { stepOn, type StepOnRefusal } from './step-on.ts'
import { countOpenCasesOfOrganisation, kindOfCase, lockCase, casesOf } from './store.ts'
import { openCaseProblems, caseNotFoundProblems, stepProblems } from './problems.ts'

/** What any member of an account may read and write for the organisation (R225). */
type Shown = ResponseOf<typeof contracts.viewOrganisationCase>
type NotFound = { readonly kind: 'case-not-found' }
type ViewPermit = Permit<'cases.viewOrganisationCases'>
type Writing = Permit<'cases.writeForOrganisation'>

type OpenForRefusal = { readonly kind: 'too-many-cases' } | { readonly kind: 'case-created-before' }

export type OpenOrganisationCaseRefusal = ActionRefusal | OpenForRefusal

export const openOrganisationCase = operation({
  contract: contracts.openOrganisationCase,
  problems: {
    ...actionProblems,
    'too-many-cases': openCaseProblems['too-many-cases'],
    'case-created-before': openCaseProblems['case-created-before'],
  },
  handle:
    (deps: CasesDeps) =>
    (
      permit: Writing,
      { organisationId, caseId: id, subject, text }: InputOf<typeof contracts.openOrganisationCase>,
    ): Promise<Result<Shown, OpenOrganisationCaseRefusal>> =>
      actForMember(
        deps,
        permit,
        { organisationId, action: 'write' },
        async (tx): Promise<Opened> => {
          const before = await lockCase(deps, tx, id)
          if (before)
            return before.organisationId === organisationId
              ? ok(await shown(deps, tx, permit, before))
              : refuse({ kind: 'case-created-before' })
          const opened = await openFor(deps)(tx, permit, {
            ...{ organisationId, caseId: id, kind: 'inquiry', subject, text },
          })
          return opened.ok ? ok(await shown(deps, tx, permit, opened.value)) : opened
        },
      ),
})

/** Opens it in the transaction of another operation, which has checked the member. */
export const openFor =
  (deps: CasesDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      caseId,
      text,
      ...opening
    }: {
      readonly organisationId: string
      readonly caseId: string
      readonly subject: string
      readonly text: string
    } & (
      { readonly kind: 'inquiry' } | { readonly kind: 'fee-dispute'; readonly invoiceId: string }
    ),
  ): Promise<Result<SupportCase, OpenForRefusal>> => {
    if (await lockCase(deps, tx, caseId)) return refuse({ kind: 'case-created-before' })
    const open = await countOpenCasesOfOrganisation(tx, opening.organisationId)
    if (open >= maxOpenCases) return refuse({ kind: 'too-many-cases' })
    const opened = { caseId: caseId as CaseId, personId: personOf(permit), ...opening, text }
    return ok(await insertNewCase(deps, tx, permit, opened))
  }

type Opened = Result<Shown, OpenForRefusal>

type StepOnOrganisationCaseRefusal = ActionRefusal | NotFound | StepOnRefusal

/** Adds a message or closes it; a dispute is withdrawn by closing. */
export const stepOnOrganisationCase = operation({
  contract: contracts.continueOrganisationCase,
  problems: { ...actionProblems, ...stepProblems },
  handle:
    (deps: CasesDeps) =>
    async (
      permit: Writing,
      { stepId, step, ...requested }: InputOf<typeof contracts.continueOrganisationCase>,
    ): Promise<Result<Shown, StepOnOrganisationCaseRefusal>> =>
      actForMember(
        deps,
        permit,
        { ...requested, action: await actionOn(deps, permit, requested) },
        async (tx): Promise<Stepped> => {
          const supportCase = await caseOf(deps, tx, requested)
          if (!supportCase.ok) return supportCase
          const by = { side: 'holder', personId: personOf(permit) } as const
          const stepped = await stepOn(deps, tx, permit, {
            supportCase: supportCase.value,
            stepId,
            step,
            by,
          })
          return stepped.ok ? ok(await shown(deps, tx, permit, stepped.value)) : stepped
        },
      ),
})

type Stepped = Result<Shown, NotFound | StepOnRefusal>

/** Newest first. One access record for the page (R51). */
export const listOrganisationCases = operation({
  contract: contracts.listOrganisationCases,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: CasesDeps) =>
    (
      permit: ViewPermit,
      requested: InputOf<typeof contracts.listOrganisationCases>,
    ): Promise<Listed> =>
      deps.db.write((tx) =>
        pageForMember(deps, tx, permit, requested, {
          at: 'read',
          find: ({ organisationId, ...sought }) =>
            casesOf(deps, tx, { of: { organisationId }, filter: requested.filter, ...sought }),
          placeOf: ({ openedAt, caseId }) => ({ at: openedAt, id: caseId }),
          show: async (page) => ({
            cases: await showRows(deps, tx, page, { side: 'holder', permit }),
          }),
        }),
      ),
})

type Listed = Result<
  ResponseOf<typeof contracts.listOrganisationCases>,
  MemberRefusal | CursorRefusal
>

export const viewOrganisationCase = operation({
  contract: contracts.viewOrganisationCase,
  problems: { ...memberProblems, ...caseNotFoundProblems },
  handle:
    (deps: CasesDeps) =>
    (permit: ViewPermit, requested: InputOf<typeof contracts.viewOrganisationCase>) =>
      deps.db.write(async (tx): Promise<Result<Shown, MemberRefusal | NotFound>> => {
        const { organisationId } = requested
        const viewing = { organisationId, action: 'view' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        const supportCase = await caseOf(deps, tx, requested)
        const reads = await deps.accounts.checkMember(tx, permit, { ...viewing, at: 'read' })
        if (!reads.ok && !(supportCase.ok && isDispute(supportCase.value))) return reads
        if (!supportCase.ok) return supportCase
        await recordView(deps, tx, supportCase.value, permit)
        return ok(await shown(deps, tx, permit, supportCase.value))
      }),
})

/** A dispute is continued by those who see to the billing, too; they see no other case (R530). */
const actionOn = (
  { db, accounts }: CasesDeps,
  permit: Permit,
  requested: { readonly organisationId: string; readonly caseId: string },
): Promise<'write' | 'changeBilling'> =>
  db.read(async (tx) => {
    const { organisationId } = requested
    const viewing = { organisationId, action: 'view', at: 'write' } as const
    if ((await accounts.checkMember(tx, permit, viewing)).ok) return 'write'
    return (await kindOfCase(tx, requested)) === 'fee-dispute' ? 'changeBilling' : 'write'
  })

const isDispute = ({ kind }: Pick<SupportCase, 'kind'>): boolean => kind === 'fee-dispute'

/** The organisation's case, locked, for a person who was already checked. */
async function caseOf(
  deps: CasesDeps,
  tx: Tx,
  { organisationId, caseId }: { readonly organisationId: string; readonly caseId: string },
): Promise<Result<SupportCase, NotFound>> {
  const supportCase = await lockCase(deps, tx, caseId)
  return supportCase?.organisationId === organisationId && supportCase.subject !== undefined
    ? ok(supportCase)
    : refuse({ kind: 'case-not-found' })
}

const shown = (deps: CasesDeps, tx: Tx, permit: Permit, supportCase: SupportCase) =>
  showCase(deps, tx, supportCase, { side: 'holder', personId: personOf(permit), mayStep: true })
