import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { errorText } from '../forms/error-text.ts'
import { TextField } from '../forms/fields.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { Unreachable } from '../layout/answers.tsx'
import { SideBySide } from '../layout/surface.tsx'
import { ContactFields, noContact, typedContact } from '../office/contact-fields.tsx'
import { typedDay, typedDayOrNone } from '../office/point-form.ts'
import { useTexts } from '../texts/index.ts'
import type { PointChoices } from './agreement-fields.tsx'

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
  validFrom: typedDay,
  validTo: typedDayOrNone,
})

export const emptyAuthorisation: z.input<typeof typedAuthorisation> = {
  ...{ customerNumber: '', businessId: '', points: [] },
  ...{ street: '', postalCode: '', postOffice: '' },
  contact: noContact,
  ...{ validFrom: '', validTo: '' },
}

/** Who is authorised, at which points, and where it is reached. `points`: undefined while nobody is named. */
export function AuthorisationFields({ points }: { points: PointChoices | undefined }) {
  const t = useTexts('organisations')
  return (
    <>
      <SideBySide>
        <TextField name="customerNumber" label={t('authorisedNumber')} hint={t('authorisedHint')} />
        <TextField name="businessId" label={t('authorisedBusinessId')} hint={t('businessIdHint')} />
      </SideBySide>
      {points === undefined ? null : (
        <TickList name="points" label={t('authorisedPoints')} choices={points.choices} />
      )}
      {points?.isError === true ? <Unreachable onRetry={points.retry} /> : null}
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
    </>
  )
}
