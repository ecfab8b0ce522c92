import { zodResolver } from '@hookform/resolvers/zod'
import { proposeAuthorisation, type Organisation } from '@sotevarmenne/api/organisations'
import { useForm } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { DayField, TextField } from '../forms/fields.tsx'
import { SideBySide } from '../layout/surface.tsx'
import {
  AuthorisationFields,
  emptyAuthorisation,
  typedAuthorisation,
} from '../papers/authorisation-fields.tsx'
import { PaperForm, productOf } from '../papers/paper-form.tsx'
import { usePointChoices } from '../points/point-choices.ts'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { contactOf } from './contact-fields.tsx'
import { OfOrganisation } from './of-organisation.tsx'
import { typedDay } from './point-form.ts'
import { useEntered } from './use-entered.ts'

/** That an organisation authorises points of another one, which that one has accepted; another handler approves it. */
export const EnterAuthorisationPage = () => (
  <OfOrganisation>{(organisation) => <Authorisation organisation={organisation} />}</OfOrganisation>
)

const typedAccepted = typedAuthorisation.extend({
  acceptedBy: z
    .string()
    .trim()
    .min(1, { error: errorText('acceptedBy') })
    .max(100, { error: errorText('acceptedBy') }),
  acceptedOn: typedDay,
})

type Typed = z.input<typeof typedAccepted>
type Read = z.output<typeof typedAccepted>

function Authorisation({ organisation }: { organisation: Organisation }) {
  const t = useTexts('organisations')
  const language = usePageLanguage()
  const points = usePointChoices()
  const form = useForm<Typed, unknown, Read>({
    resolver: zodResolver(typedAccepted),
    defaultValues: { ...emptyAuthorisation(language), acceptedBy: '', acceptedOn: '' },
    shouldFocusError: false,
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t('enterAuthorisation')}
      help={t('authorisationHelp', { name: organisation.name })}
      form={form}
      {...useEntered(organisation)}
      enter={({ street, postalCode, postOffice, contact, validTo, ...read }) =>
        ask(proposeAuthorisation, {
          organisationId: organisation.organisationId,
          products: [productOf(organisation)],
          ...read,
          deliveryAddress: { street, postalCode, postOffice },
          contact: contactOf(contact),
          ...(validTo === undefined ? {} : { validTo }),
        })
      }
    >
      <AuthorisationFields points={points} />
      <Heading variant="h2" mt="m" mb="s">
        {t('accepted')}
      </Heading>
      <SideBySide>
        <TextField name="acceptedBy" label={t('acceptedBy')} />
        <DayField name="acceptedOn" label={t('acceptedOn')} />
      </SideBySide>
    </PaperForm>
  )
}
