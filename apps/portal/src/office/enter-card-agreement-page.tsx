import { zodResolver } from '@hookform/resolvers/zod'
import { proposeCardAgreement, type OrganisationView } from '@sotevarmenne/api/organisations'
import { useForm } from 'react-hook-form'
import { callApi } from '../api/call-api.ts'
import {
  CardAgreementFields,
  PriceListField,
  emptyCardAgreement,
  typedCardAgreement,
  type ReadCardAgreement,
  type TypedCardAgreement,
} from '../agreements/card-agreement-fields.tsx'
import { AgreementEntryForm, productOf } from '../agreements/agreement-entry-form.tsx'
import { usePointChoices } from '../points/point-choices.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'
import { OfOrganisation } from './of-organisation.tsx'
import { useEntered } from './use-entered.ts'

/** The card agreement of an organisation, which another case officer approves. */
export const EnterCardAgreementPage = () => (
  <OfOrganisation>{(organisation) => <Agreement organisation={organisation} />}</OfOrganisation>
)

function Agreement({ organisation }: { organisation: OrganisationView }) {
  const t = useTexts(organisationTexts)
  const points = usePointChoices()
  const form = useForm<TypedCardAgreement, unknown, ReadCardAgreement>({
    resolver: zodResolver(typedCardAgreement),
    defaultValues: emptyCardAgreement,
    shouldFocusError: false,
  })
  return (
    <AgreementEntryForm
      organisation={organisation}
      title={t('enterCardAgreement')}
      help={t('enterHelp')}
      form={form}
      {...useEntered(organisation)}
      enter={({ scope, units, validTo, ...read }) =>
        callApi(proposeCardAgreement, {
          organisationId: organisation.organisationId,
          products: [productOf(organisation)],
          ...read,
          ...(scope === 'some' ? { units } : {}),
          ...(validTo === undefined ? {} : { validTo }),
        })
      }
    >
      <CardAgreementFields organisation={organisation} points={points} />
      <PriceListField />
    </AgreementEntryForm>
  )
}
