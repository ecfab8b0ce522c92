import { zodResolver } from '@hookform/resolvers/zod'
import type { AccountView } from '@sotevarmenne/api/accounts'
import { changeDocument, draftDocument } from '@sotevarmenne/api/agreements'
import { useForm } from 'react-hook-form'
import { useSearchParams } from 'react-router'
import { callApi } from '../api/call-api.ts'
import {
  CardAgreementFields,
  emptyCardAgreement,
  typedCardAgreement,
  type ReadCardAgreement,
  type TypedCardAgreement,
} from '../agreements/card-agreement-fields.tsx'
import { AgreementEntryForm } from '../agreements/agreement-entry-form.tsx'
import { formatTypedDay } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { agreementTexts } from '../agreements/texts.ts'
import { OfAccount } from './of-account.tsx'
import { useDrafted, useNameablePoints, type DraftOf } from './use-drafted.ts'

/** A card agreement, or with `?replaces=` a change of one, to be signed by card. */
export const DraftCardAgreementPage = () => (
  <OfAccount>{(account) => <CardAgreementForm account={account} />}</OfAccount>
)

/** A new agreement, or a draft that is changed. */
export function CardAgreementForm({
  account: { organisation },
  draft,
}: {
  account: AccountView
  draft?: DraftOf<'agreement'>
}) {
  const t = useTexts(agreementTexts)
  const language = usePageLanguage()
  const [search] = useSearchParams()
  const { organisationId, agreements } = organisation
  const replaces = draft === undefined ? search.get('replaces') : draft.terms.replaces
  const before = agreements.find(({ agreementId }) => agreementId === replaces)
  const said = draft?.terms ?? before
  const points = useNameablePoints({ organisationId })
  const form = useForm<TypedCardAgreement, unknown, ReadCardAgreement>({
    resolver: zodResolver(typedCardAgreement),
    defaultValues:
      said === undefined
        ? emptyCardAgreement
        : {
            ...emptyCardAgreement,
            points: said.points.map(({ pointId }) => pointId),
            ...(Array.isArray(said.units)
              ? { scope: 'some', units: said.units.map(({ oid }) => oid) }
              : {}),
            // A change has its own first day.
            validFrom: draft === undefined ? '' : formatTypedDay(draft.terms.validFrom),
            validTo: said.validTo === undefined ? '' : formatTypedDay(said.validTo),
          },
    shouldFocusError: false,
  })
  return (
    <AgreementEntryForm
      organisation={organisation}
      title={t(before === undefined ? 'newCardAgreement' : 'changeCardAgreement')}
      help={t(before === undefined ? 'newCardAgreementHelp' : 'changeCardAgreementHelp')}
      form={form}
      {...useDrafted(organisationId, draft?.documentId)}
      enter={({ scope, units, points: named, validFrom, validTo }) => {
        const terms = {
          ...{ kind: 'agreement' as const, points: named, validFrom },
          ...(scope === 'some' ? { units } : {}),
          ...(validTo === undefined ? {} : { validTo }),
          ...(before === undefined ? {} : { replaces: before.agreementId }),
        }
        return draft === undefined
          ? callApi(draftDocument, { organisationId, language, terms })
          : callApi(changeDocument, {
              ...{ organisationId, documentId: draft.documentId, language, terms },
            })
      }}
    >
      <CardAgreementFields organisation={organisation} points={points} />
    </AgreementEntryForm>
  )
}
