import { holderStep, officeStep, type CaseView, type CaseRowView } from '@sotevarmenne/api/cases'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { writersOf } from './contact/store.ts'
import type { Writer } from './contact/contract.ts'
import type { CaseViewed } from './contract.ts'
import type { CasesDeps } from './deps.ts'
import { isOverdue, stepsOpenTo, type SupportCase } from './domain/support-case.ts'
import { stepsOf } from './store.ts'

type Reader = { readonly side: 'holder' | 'office'; readonly personId: string }
type Deps = Pick<CasesDeps, 'clock' | 'people' | 'organisations' | 'sealing'>

/** The rows of a list, each with an access record (R51). The names are read in one call for all of them. */
export async function showRows(
  deps: Deps & Pick<CasesDeps, 'record'>,
  tx: Tx,
  cases: readonly SupportCase[],
  { permit, ...reader }: Pick<Reader, 'side'> & { readonly permit: Permit },
): Promise<CaseRowView[]> {
  const writers = await writersFor(reader, deps, tx, cases)
  const rowOf = await rowsOf(deps, tx, cases, { ...reader, writers })
  for (const supportCase of cases) await recordView(deps, tx, supportCase, permit)
  return cases.map(rowOf)
}

/** Each case as one row. The office also sees the holder or organisation. */
async function rowsOf(
  { clock, people, organisations }: Deps,
  tx: Tx,
  cases: readonly SupportCase[],
  { side, writers }: Pick<Reader, 'side'> & { readonly writers: ReadonlyMap<string, Writer> },
): Promise<(supportCase: SupportCase) => CaseRowView> {
  const today = dateInHelsinki(clock.now())
  const organisationOf = await organisations.organisationNames(
    tx,
    cases.flatMap(({ organisationId }) => organisationId ?? []),
  )
  const shownPeople = side === 'office' ? cases.flatMap(({ personId }) => personId ?? []) : []
  const names = await people.namesOf(tx, shownPeople)
  return (supportCase) => {
    const { caseId, kind, subject = '', state, openedAt, changedAt, orderId } = supportCase
    const { organisationId, invoiceId, personId } = supportCase
    const name = personId === undefined ? undefined : names.get(personId)
    const writer = writers.get(caseId)
    return {
      ...{ caseId, kind, subject, state },
      openedAt: formatInstant(openedAt),
      changedAt: formatInstant(changedAt),
      ...(supportCase.state !== 'closed' &&
        supportCase.dueOn !== undefined && { dueOn: supportCase.dueOn }),
      isOverdue: isOverdue(supportCase, today),
      ...(supportCase.state === 'closed' &&
        supportCase.decision && { decision: supportCase.decision }),
      ...(orderId !== undefined && { orderId }),
      ...(invoiceId !== undefined && { invoiceId }),
      ...(organisationId !== undefined && { organisation: organisationOf(organisationId) }),
      ...(personId !== undefined && name !== undefined && { holder: { personId, name } }),
      ...(writer && {
        writer: { name: writer.name, isIdentified: writer.identified !== undefined },
      }),
    }
  }
}

/** The whole case, with the steps that its reader may take now. */
export async function showCase(
  deps: Deps,
  tx: Tx,
  supportCase: SupportCase,
  by: Reader & { readonly mayStep: boolean },
): Promise<CaseView> {
  const stepping = { by, now: deps.clock.now() }
  const steps = await stepsOf(deps, tx, supportCase.caseId)
  const writers = await writersFor(by, deps, tx, [supportCase])
  const rowOf = await rowsOf(deps, tx, [supportCase], { ...by, writers })
  const writer = writers.get(supportCase.caseId)
  return {
    ...rowOf(supportCase),
    ...(writer && { contact: contactOf(writer) }),
    steps: steps.map(({ stepId, kind, side, at, text }) => ({
      ...{ stepId, kind, by: side },
      at: formatInstant(at),
      ...(text !== undefined && { text }),
    })),
    may: by.mayStep
      ? stepsOpenTo(
          supportCase,
          by.side === 'holder' ? holderStep.options : officeStep.options,
          stepping,
        )
      : [],
  }
}

/** By their cases, for the office: those who wrote without sign-in. */
const writersFor = (
  { side }: Pick<Reader, 'side'>,
  deps: Deps,
  tx: Tx,
  cases: readonly SupportCase[],
) =>
  writersOf(
    deps,
    tx,
    cases.flatMap(({ kind, caseId }) =>
      side === 'office' && kind === 'contact-message' ? [caseId] : [],
    ),
  )

const contactOf = ({ email, language, identified }: Writer): NonNullable<CaseView['contact']> => ({
  ...{ email, language },
  ...(identified && {
    identified: { identityCode: identified.identityCode, at: formatInstant(identified.at) },
  }),
})

/** Which case an event is about. */
export const aboutCase = ({
  caseId,
  kind,
  personId,
  orderId,
  organisationId,
}: SupportCase): Omit<CaseViewed, 'type'> => ({
  ...(personId !== undefined && {
    about: { personId, ...(orderId !== undefined && { orderId }) },
  }),
  ...{ caseId, kind },
  ...(organisationId !== undefined && { organisationId }),
})

/** Every reading of texts by anybody leaves an access record. */
export async function recordView(
  { record }: Pick<CasesDeps, 'record'>,
  tx: Tx,
  supportCase: SupportCase,
  permit: Permit,
): Promise<void> {
  const viewed: CaseViewed = { type: 'CaseViewed', ...aboutCase(supportCase) }
  await record(tx, viewed, permit)
}
