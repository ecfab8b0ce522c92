import { zodResolver } from '@hookform/resolvers/zod'
import { proposeAgreement, type Organisation } from '@sotevarmenne/api/organisations'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { ask } from '../api/ask.ts'
import { errorText } from '../forms/error-text.ts'
import { ChoiceField, SelectField } from '../forms/fields.tsx'
import { TickList } from '../forms/tick-list.tsx'
import { Unreachable } from '../layout/answers.tsx'
import { usePointChoices } from '../points/point-choices.ts'
import { useTexts } from '../texts/index.ts'
import { OfOrganisation } from './of-organisation.tsx'
import { PaperForm, productOf } from './paper-form.tsx'
import { typedDay, typedDayOrNone } from './point-form.ts'

/** The card agreement of an organisation, which another handler approves. */
export const EnterAgreementPage = () => (
  <OfOrganisation>{(organisation) => <Agreement organisation={organisation} />}</OfOrganisation>
)

const typedAgreement = z
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

function Agreement({ organisation }: { organisation: Organisation }) {
  const t = useTexts('organisations')
  const points = usePointChoices()
  const form = useForm<z.input<typeof typedAgreement>, unknown, z.output<typeof typedAgreement>>({
    resolver: zodResolver(typedAgreement),
    defaultValues: {
      ...{ scope: 'all', units: [], points: [], priceList: 'standard' },
      ...{ validFrom: '', validTo: '' },
    },
    shouldFocusError: false,
  })
  return (
    <PaperForm
      organisation={organisation}
      title={t('enterAgreement')}
      help={t('enterHelp')}
      form={form}
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
      {organisation.units.length === 0 ? null : (
        <ChoiceField
          name="scope"
          label={t('scope')}
          choices={[
            { value: 'all', label: t('scope.all') },
            { value: 'some', label: t('scope.some') },
          ]}
        />
      )}
      {form.watch('scope') === 'some' ? (
        <TickList
          name="units"
          label={t('units')}
          choices={organisation.units.map(({ oid, name }) => ({
            value: oid,
            label: `${name}, ${oid}`,
          }))}
        />
      ) : null}
      <TickList
        name="points"
        label={t('ownPoints')}
        hint={t('ownPointsHint')}
        choices={points.choices}
      />
      {points.isError ? <Unreachable onRetry={points.retry} /> : null}
      <SelectField
        name="priceList"
        label={t('priceList')}
        choices={[{ value: 'standard', label: t('priceList.standard') }]}
      />
    </PaperForm>
  )
}
