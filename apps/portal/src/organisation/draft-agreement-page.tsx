import { zodResolver } from '@hookform/resolvers/zod'
import type { Account } from '@sotevarmenne/api/accounts'
import { changeDocument, draftDocument } from '@sotevarmenne/api/papers'
import { useForm } from 'react-hook-form'
import { useSearchParams } from 'react-router'
import { ask } from '../api/ask.ts'
import {
  AgreementFields,
  emptyAgreement,
  typedAgreement,
  type ReadAgreement,
  type TypedAgreement,
} from '../papers/agreement-fields.tsx'
import { PaperForm } from '../papers/paper-form.tsx'
import { formatDayTyped, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { OfAccount } from './of-account.tsx'
import { useDrafted, useNameablePoints, type DraftOf } from './use-drafted.ts'

/** A card agreement, or with `?replaces=` a change of one, to be signed by card. */
export const DraftAgreementPage = () => (
  <OfAccount>{(account) => <AgreementForm account={account} />}</OfAccount>
)

/** A new agreement, or a draft of one that is changed. */
export function AgreementForm({
  account: { organisation },
  draft,
}: {
  account: Account
  draft?: DraftOf<'agreement'>
}) {
  const t = useTexts('papers')
  const language = usePageLanguage()
  const [search] = useSearchParams()
  const { organisationId, papers } = organisation
  const replaces = draft === undefined ? search.get('replaces') : draft.terms.replaces
  const before = papers.find(({ paperId }) => paperId === replaces)
  const said = draft?.terms ?? before
  const points = useNameablePoints({ organisationId })
  const form = useForm<TypedAgreement, unknown, ReadAgreement>({
    resolver: zodResolver(typedAgreement),
    defaultValues:
      said === undefined
        ? emptyAgreement
        : {
            ...emptyAgreement,
            points: said.points.map(({ pointId }) => pointId),
            ...(Array.isArray(said.units)
              ? { scope: 'some', units: said.units.map(({ oid }) => oid) }
              : {}),
            // A change begins on a day of its own.
            validFrom: draft === undefined ? '' : formatDayTyped(draft.terms.validFrom),
            validTo: said.validTo === undefined ? '' : formatDayTyped(said.validTo),
          },
    shouldFocusError: false,
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t(before === undefined ? 'newAgreement' : 'changeAgreement')}
      help={t(before === undefined ? 'newAgreementHelp' : 'changeAgreementHelp')}
      form={form}
      {...useDrafted(organisationId, draft?.documentId)}
      enter={({ scope, units, points: named, validFrom, validTo }) => {
        const terms = {
          ...{ kind: 'agreement' as const, points: named, validFrom },
          ...(scope === 'some' ? { units } : {}),
          ...(validTo === undefined ? {} : { validTo }),
          ...(before === undefined ? {} : { replaces: before.paperId }),
        }
        return draft === undefined
          ? ask(draftDocument, { organisationId, language, terms })
          : ask(changeDocument, {
              ...{ organisationId, documentId: draft.documentId, language, terms },
            })
      }}
    >
      <AgreementFields organisation={organisation} points={points} />
    </PaperForm>
  )
}
