import { Heading } from 'suomifi-ui-components'
import { z } from 'zod'
import { AddressFields, emptyAddress, typedAddress } from '../forms/address.tsx'
import { errorText } from '../forms/error-texts.ts'
import { Facts, SideBySide } from '../layout/surface.tsx'
import { ContactFields, noContact, typedContact } from '../office/contact-fields.tsx'
import { typedDay, typedDayOrNone } from '../office/point-form.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from '../office/organisation-texts.ts'
import type { Language } from '../texts/text.ts'
import { PointsField, type PointChoices } from './points-field.tsx'

export const typedDelegation = z.object({
  points: z.array(z.string()).min(1, { error: errorText('points') }),
  ...typedAddress.shape,
  contact: typedContact,
  validFrom: typedDay,
  validTo: typedDayOrNone,
})

export const emptyDelegation = (language: Language): z.input<typeof typedDelegation> => ({
  points: [],
  ...emptyAddress,
  contact: noContact(language),
  ...{ validFrom: '', validTo: '' },
})

/** At which points the delegation is, and its contact address. `delegate`: the organisation that gets it. */
export function DelegationFields({
  points,
  hint,
  delegate,
}: {
  points: PointChoices
  hint?: string | undefined
  delegate?: string | undefined
}) {
  const t = useTexts(organisationTexts)
  return (
    <>
      <PointsField
        label={t('delegatePoints')}
        points={points}
        {...(hint === undefined ? {} : { hint })}
      />
      <Facts facts={[[t('delegate'), delegate]]} />
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
