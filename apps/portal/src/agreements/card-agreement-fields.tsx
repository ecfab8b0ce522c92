import type { OrganisationView } from '@sotevarmenne/api/organisations'
import { useWatch } from 'react-hook-form'
import { z } from 'zod'
import { errorText } from '../forms/error-texts.ts'
import { ChoiceField, SelectField } from '../forms/fields.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { typedDay, typedDayOrNone } from '../office/point-form.ts'
import { useTexts } from '../texts/index.ts'
import { organisationTexts } from '../office/organisation-texts.ts'
import { PointsField, type PointChoices } from './points-field.tsx'

export const typedCardAgreement = z
  .object({
    scope: z.enum(['all', 'some']),
    units: z.array(z.string()),
    points: z.array(z.string()),
    priceList: z.string(),
    validFrom: typedDay,
    validTo: typedDayOrNone,
  })
  .refine(({ scope, units }) => scope === 'all' || units.length > 0, {
    error: errorText('units'),
    path: ['units'],
  })

export type TypedCardAgreement = z.input<typeof typedCardAgreement>
export type ReadCardAgreement = z.output<typeof typedCardAgreement>

export const emptyCardAgreement: TypedCardAgreement = {
  ...{ scope: 'all', units: [], points: [], priceList: 'standard' },
  ...{ validFrom: '', validTo: '' },
}

/** Which units, at which registration points. */
export function CardAgreementFields({
  organisation: { units },
  points,
}: {
  organisation: Pick<OrganisationView, 'units'>
  points: PointChoices
}) {
  const t = useTexts(organisationTexts)
  const scope: unknown = useWatch({ name: 'scope' })
  return (
    <>
      {units.length === 0 ? null : (
        <ChoiceField
          name="scope"
          label={t('scope')}
          choices={[
            { value: 'all', label: t('scope.all') },
            { value: 'some', label: t('scope.some') },
          ]}
        />
      )}
      {scope === 'some' ? (
        <TickList
          name="units"
          label={t('units')}
          choices={units.map(({ oid, name }) => ({ value: oid, label: `${name}, ${oid}` }))}
        />
      ) : null}
      <PointsField label={t('ownPoints')} hint={t('ownPointsHint')} points={points} />
    </>
  )
}

/** The office decides which prices apply. */
export function PriceListField() {
  const t = useTexts(organisationTexts)
  return (
    <SelectField
      name="priceList"
      label={t('priceList')}
      choices={[{ value: 'standard', label: t('priceList.standard') }]}
    />
  )
}
