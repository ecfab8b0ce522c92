import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { AddressFields, emptyAddress, typedAddress } from '../forms/address.tsx'
import { errorText } from '../forms/error-text.ts'
import { TextField } from '../forms/fields.tsx'
import { Facts, SideBySide } from '../layout/surface.tsx'
import { ContactFields, noContact, typedContact } from '../office/contact-fields.tsx'
import { typedDay, typedDayOrNone } from '../office/point-form.ts'
import { useTexts } from '../texts/index.ts'
import type { Language } from '../texts/text.ts'
import { PointsField, type PointChoices } from './points-field.tsx'

export const typedAuthorisation = z.object({
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

export const emptyAuthorisation = (language: Language): z.input<typeof typedAuthorisation> => ({
  ...{ customerNumber: '', businessId: '', points: [] },
  ...emptyAddress,
  contact: noContact(language),
  ...{ validFrom: '', validTo: '' },
})

/**
 * Who is authorised, at which points, and where it is reached. `points`: undefined while nobody is named. `authorised`: who it is
 * already, in a change.
 */
export function AuthorisationFields({
  points,
  authorised,
}: {
  points: PointChoices | undefined
  authorised?: string | undefined
}) {
  const t = useTexts('organisations')
  return (
    <>
      {authorised === undefined ? (
        <SideBySide>
          <TextField
            name="customerNumber"
            label={t('authorisedNumber')}
            hint={t('authorisedHint')}
          />
          <TextField
            name="businessId"
            label={t('authorisedBusinessId')}
            hint={t('businessIdHint')}
          />
        </SideBySide>
      ) : (
        <Facts facts={[[t('authorised'), authorised]]} />
      )}
      {points === undefined ? null : <PointsField label={t('authorisedPoints')} points={points} />}
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
