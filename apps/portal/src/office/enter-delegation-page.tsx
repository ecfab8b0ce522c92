import { zodResolver } from '@hookform/resolvers/zod'
import { proposeDelegation, type OrganisationView } from '@sotevarmenne/api/organisations'
import { useForm } from 'react-hook-form'
import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi } from '../api/call-api.ts'
import { errorText } from '../forms/error-texts.ts'
import { DayField } from '../forms/day-field.tsx'
import { TextField } from '../forms/fields.tsx'
import { SideBySide } from '../layout/surface.tsx'
import {
  DelegationFields,
  emptyDelegation,
  typedDelegation,
} from '../agreements/delegation-fields.tsx'
import { AgreementEntryForm, productOf } from '../agreements/agreement-entry-form.tsx'
import { usePointChoices } from '../points/point-choices.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from './organisation-texts.ts'
import { contactOf } from './contact-fields.tsx'
import { OfOrganisation } from './of-organisation.tsx'
import { typedDay } from './point-form.ts'
import { useEntered } from './use-entered.ts'

/**
 * A delegation to points of another organisation, which has accepted it; another case officer approves it.
 */
export const EnterDelegationPage = () => (
  <OfOrganisation>{(organisation) => <Delegation organisation={organisation} />}</OfOrganisation>
)

const typedAccepted = typedDelegation.extend({
  acceptedBy: z
    .string()
    .trim()
    .min(1, { error: errorText('acceptedBy') })
    .max(100, { error: errorText('acceptedBy') }),
  acceptedOn: typedDay,
})

type Typed = z.input<typeof typedAccepted>
type Read = z.output<typeof typedAccepted>

function Delegation({ organisation }: { organisation: OrganisationView }) {
  const t = useTexts(organisationTexts)
  const language = usePageLanguage()
  const all = usePointChoices()
  const form = useForm<Typed, unknown, Read>({
    resolver: zodResolver(typedAccepted),
    defaultValues: {
      ...emptyDelegation(language),
      acceptedBy: '',
      acceptedOn: '',
    },
    shouldFocusError: false,
  })
  const chosen = form.watch('points')
  const points = all.points.flatMap(({ operator, ...point }) =>
    operator && operator.businessId !== organisation.businessId ? [{ ...point, operator }] : [],
  )
  // One organisation is authorised: beside its points no others can be chosen.
  const authorised = points.find(({ pointId }) => chosen.includes(pointId))?.operator
  const choices = points
    .filter(
      ({ operator }) => authorised === undefined || operator.businessId === authorised.businessId,
    )
    .map(({ pointId, name, town, operator }) => ({
      value: pointId,
      label: `${name}, ${town} · ${operator.name}, ${operator.businessId}`,
    }))
  return (
    <AgreementEntryForm
      organisation={organisation}
      title={t('enterDelegation')}
      help={t('delegationHelp', { name: organisation.name })}
      form={form}
      {...useEntered(organisation)}
      enter={({ street, postalCode, postOffice, contact, validTo, ...read }) =>
        callApi(proposeDelegation, {
          organisationId: organisation.organisationId,
          products: [productOf(organisation)],
          ...read,
          deliveryAddress: { street, postalCode, postOffice },
          contact: contactOf(contact),
          ...(validTo === undefined ? {} : { validTo }),
        })
      }
    >
      <DelegationFields
        points={{ ...all, choices }}
        hint={t(all.isSettled && choices.length === 0 ? 'noPointsOfOthers' : 'delegatePointsHint')}
        delegate={authorised && `${authorised.name}, ${authorised.businessId}`}
      />
      <Heading variant="h2" mt="m" mb="s">
        {t('accepted')}
      </Heading>
      <SideBySide>
        <TextField name="acceptedBy" label={t('acceptedBy')} />
        <DayField name="acceptedOn" label={t('acceptedOn')} />
      </SideBySide>
    </AgreementEntryForm>
  )
}
