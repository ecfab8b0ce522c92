import { zodResolver } from '@hookform/resolvers/zod'
import { proposeAgreement, type Organisation } from '@sotevarmenne/api/organisations'
import { useForm } from 'react-hook-form'
import { ask } from '../api/ask.ts'
import {
  AgreementFields,
  PriceListField,
  emptyAgreement,
  typedAgreement,
  type ReadAgreement,
  type TypedAgreement,
} from '../papers/agreement-fields.tsx'
import { PaperForm, productOf } from '../papers/paper-form.tsx'
import { usePointChoices } from '../points/point-choices.ts'
import { useTexts } from '../texts/index.ts'
import { OfOrganisation } from './of-organisation.tsx'
import { useEntered } from './use-entered.ts'

/** The card agreement of an organisation, which another handler approves. */
export const EnterAgreementPage = () => (
  <OfOrganisation>{(organisation) => <Agreement organisation={organisation} />}</OfOrganisation>
)

function Agreement({ organisation }: { organisation: Organisation }) {
  const t = useTexts('organisations')
  const points = usePointChoices()
  const form = useForm<TypedAgreement, unknown, ReadAgreement>({
    resolver: zodResolver(typedAgreement),
    defaultValues: emptyAgreement,
    shouldFocusError: false,
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t('enterAgreement')}
      help={t('enterHelp')}
      form={form}
      {...useEntered(organisation)}
      enter={({ scope, units, validTo, ...read }) =>
        ask(proposeAgreement, {
          organisationId: organisation.organisationId,
          products: [productOf(organisation)],
          ...read,
          ...(scope === 'some' ? { units } : {}),
          ...(validTo === undefined ? {} : { validTo }),
        })
      }
    >
      <AgreementFields organisation={organisation} points={points} />
      <PriceListField />
    </PaperForm>
  )
}
