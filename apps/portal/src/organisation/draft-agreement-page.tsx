import { zodResolver } from '@hookform/resolvers/zod'
import type { Account } from '@sotevarmenne/api/accounts'
import { draftDocument } from '@sotevarmenne/api/papers'
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
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { OfAccount } from './of-account.tsx'
import { useDrafted, useNameablePoints } from './use-drafted.ts'

/** A card agreement, or with `?replaces=` a change of one, to be signed by card. */
export const DraftAgreementPage = () => (
  <OfAccount>{(account) => <Agreement account={account} />}</OfAccount>
)

function Agreement({ account: { organisation } }: { account: Account }) {
  const t = useTexts('papers')
  const { day } = useDates()
  const language = usePageLanguage()
  const [search] = useSearchParams()
  const { organisationId, papers } = organisation
  const before = papers.find(({ paperId }) => paperId === search.get('replaces'))
  const points = useNameablePoints({ organisationId })
  const form = useForm<TypedAgreement, unknown, ReadAgreement>({
    resolver: zodResolver(typedAgreement),
    defaultValues:
      before === undefined
        ? emptyAgreement
        : {
            ...emptyAgreement,
            points: before.points.map(({ pointId }) => pointId),
            ...(Array.isArray(before.units)
              ? { scope: 'some', units: before.units.map(({ oid }) => oid) }
              : {}),
            validTo: before.validTo === undefined ? '' : day(before.validTo),
          },
    shouldFocusError: false,
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t(before === undefined ? 'newAgreement' : 'changeAgreement')}
      help={t(before === undefined ? 'newAgreementHelp' : 'changeAgreementHelp')}
      form={form}
      {...useDrafted(organisationId)}
      enter={({ scope, units, points: named, validFrom, validTo }) =>
        ask(draftDocument, {
          ...{ organisationId, language },
          terms: {
            ...{ kind: 'agreement', points: named, validFrom },
            ...(scope === 'some' ? { units } : {}),
            ...(validTo === undefined ? {} : { validTo }),
            ...(before === undefined ? {} : { replaces: before.paperId }),
          },
        })
      }
    >
      <AgreementFields organisation={organisation} points={points} />
    </PaperForm>
  )
}
