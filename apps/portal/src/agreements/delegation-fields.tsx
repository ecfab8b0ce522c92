import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { AddressFields, emptyAddress, typedAddress } from '../forms/address.tsx'
import { errorText } from '../forms/error-texts.ts'
import { TextField } from '../forms/fields.tsx'
import { Facts, SideBySide } from '../layout/surface.tsx'
import { ContactFields, noContact, typedContact } from '../office/contact-fields.tsx'
import { typedDay, typedDayOrNone } from '../office/point-form.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from '../office/organisation-texts.ts'
import type { Language } from '../texts/text.ts'
import { PointsField, type PointChoices } from './points-field.tsx'

export const typedDelegation = z.object({
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
  ...typedAddress.shape,
  contact: typedContact,
  validFrom: typedDay,
  validTo: typedDayOrNone,
})

export const emptyDelegation = (language: Language): z.input<typeof typedDelegation> => ({
  ...{ customerNumber: '', businessId: '', points: [] },
  ...emptyAddress,
  contact: noContact(language),
  ...{ validFrom: '', validTo: '' },
})

/**
 * Which organisation gets the delegation, at which points, and its contact address. `points`: undefined while
 * none is named. `authorised`: the present one, in a change.
 */
export function DelegationFields({
  points,
  delegate,
}: {
  points: PointChoices | undefined
  delegate?: string | undefined
}) {
  const t = useTexts(organisationTexts)
  return (
    <>
      {delegate === undefined ? (
        <SideBySide>
          <TextField name="customerNumber" label={t('delegateNumber')} hint={t('delegateHint')} />
          <TextField name="businessId" label={t('delegateBusinessId')} hint={t('businessIdHint')} />
        </SideBySide>
      ) : (
        <Facts facts={[[t('delegate'), delegate]]} />
      )}
      {points === undefined ? null : <PointsField label={t('delegatePoints')} points={points} />}
      <Heading variant="h2" mt="m" mb="s">
        {t('deliveryAddress')}
      </Heading>
      <SideBySide>
        <AddressFields />
      </SideBySide>
      <Heading variant="h2" mt="m" mb="s">
        {t('contact')}
      </Heading>
      <SideBySide>
        <ContactFields name="contact" />
      </SideBySide>
    </>
  )
}
