import { zodResolver } from '@hookform/resolvers/zod'
import { proposeAuthorisation, type Organisation } from '@sotevarmenne/api/organisations'
import { useForm } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { DayField, TextField } from '../forms/fields.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { Unreachable } from '../layout/answers.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { usePointChoices } from '../points/point-choices.ts'
import { useTexts } from '../texts/index.ts'
import { ContactFields, contactOf, typedContact } from './contact-fields.tsx'
import { OfOrganisation } from './of-organisation.tsx'
import { PaperForm, productOf } from './paper-form.tsx'
import { typedDay, typedDayOrNone } from './point-form.ts'

/** That an organisation authorises points of another one, which that one has accepted; another handler approves it. */
export const EnterAuthorisationPage = () => (
  <OfOrganisation>{(organisation) => <Authorisation organisation={organisation} />}</OfOrganisation>
)

const typedAuthorisation = z.object({
  customerNumber: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^A\d{7}$/, { error: errorText('customerNumber') }),
  businessId: z
    .string()
    .trim()
    .min(1, { error: errorText('businessId') }),
  points: z.array(z.string()).min(1, { error: errorText('points') }),
  street: z
    .string()
    .trim()
    .min(1, { error: errorText('streetOfPoint') })
    .max(100, { error: errorText('streetOfPoint') }),
  postalCode: z
    .string()
    .trim()
    .regex(/^\d{5}$/, { error: errorText('postalCode') }),
  postOffice: z
    .string()
    .trim()
    .min(1, { error: errorText('postOffice') })
    .max(60, { error: errorText('postOffice') }),
  contact: typedContact,
  acceptedBy: z
    .string()
    .trim()
    .min(1, { error: errorText('acceptedBy') })
    .max(100, { error: errorText('acceptedBy') }),
  acceptedOn: typedDay,
  validFrom: typedDay,
  validTo: typedDayOrNone,
})

type Typed = z.input<typeof typedAuthorisation>
type Read = z.output<typeof typedAuthorisation>

function Authorisation({ organisation }: { organisation: Organisation }) {
  const t = useTexts('organisations')
  const points = usePointChoices()
  const form = useForm<Typed, unknown, Read>({
    resolver: zodResolver(typedAuthorisation),
    defaultValues: {
      ...{ customerNumber: '', businessId: '', points: [] },
      ...{ street: '', postalCode: '', postOffice: '' },
      contact: { name: '', email: '', phone: '' },
      ...{ acceptedBy: '', acceptedOn: '', validFrom: '', validTo: '' },
    },
    shouldFocusError: false,
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t('enterAuthorisation')}
      help={t('authorisationHelp', { name: organisation.name })}
      form={form}
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
      <SideBySide>
        <TextField name="customerNumber" label={t('authorisedNumber')} hint={t('authorisedHint')} />
        <TextField name="businessId" label={t('authorisedBusinessId')} hint={t('businessIdHint')} />
      </SideBySide>
      <TickList name="points" label={t('authorisedPoints')} choices={points.choices} />
      {points.isError ? <Unreachable onRetry={points.retry} /> : null}
      <Heading variant="h2" mt="m" mb="s">
        {t('deliveryAddress')}
      </Heading>
      <SideBySide>
        <TextField name="street" label={t('street')} />
        <TextField name="postalCode" label={t('postalCode')} />
        <TextField name="postOffice" label={t('postOffice')} />
      </SideBySide>
      <Heading variant="h2" mt="m" mb="s">
        {t('contact')}
      </Heading>
      <SideBySide>
        <ContactFields name="contact" />
      </SideBySide>
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
