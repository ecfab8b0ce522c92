import { zodResolver } from '@hookform/resolvers/zod'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { changeCostCentre, costCentre, viewCostCentres } from '@sotevarmenne/api/fees'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { z } from 'zod'
import { callApi, queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'
import { errorText } from '../forms/error-texts.ts'
import { SelectField, TextField } from '../forms/fields.tsx'
import { Form } from '../forms/form.tsx'
import { SubmitButton } from '../forms/submit-button.tsx'
import { Done, WithoutResponse } from '../layout/responses.tsx'
import { Facts, Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { feeTexts } from '../fees/texts.ts'

type Given = ResponseOf<typeof viewCostCentres>

/** The cost centre of each unit of the organisation, and a form for those who manage its billing. */
export function CostCentres({
  organisationId,
  mayChange,
}: {
  organisationId: string
  mayChange: boolean
}) {
  const t = useTexts(feeTexts)
  const queryKey = ['cost-centres', organisationId]
  const query = useApiQuery(queryKey, viewCostCentres, {
    organisationId,
  })
  const [isSaved, setIsSaved] = useState(false)
  if (query.data?.ok !== true) return <WithoutResponse query={query} />
  const given = query.data.value
  const named: readonly (readonly [string, string | undefined])[] = [
    [t('wholeOrganisation'), given.costCentre],
    ...given.units.map((unit) => [`${unit.name}, ${unit.oid}`, unit.costCentre] as const),
  ]
  return (
    <Panel aria-labelledby="cost-centres">
      <Heading variant="h2" id="cost-centres" mb="s">
        {t('costCentres')}
      </Heading>
      {isSaved ? <Done title={t('costCentreSaved')} help={t('costCentresHelp')} /> : null}
      {isSaved ? null : <Paragraph mb="s">{t('costCentresHelp')}</Paragraph>}
      {named.some(([, value]) => value !== undefined) ? (
        <Facts facts={named} />
      ) : (
        <Paragraph mb="s">{t('noCostCentres')}</Paragraph>
      )}
      {mayChange ? (
        <CostCentreForm
          organisationId={organisationId}
          units={given.units}
          onSaving={() => {
            setIsSaved(false)
          }}
          onSaved={(value) => {
            queryClient.setQueryData(queryKey, { ok: true, value })
            setIsSaved(true)
          }}
        />
      ) : null}
    </Panel>
  )
}

const typed = z.object({
  unitOid: z.string(),
  costCentre: z
    .string()
    .trim()
    .refine((text) => text === '' || costCentre.safeParse(text).success, {
      error: errorText('costCentre'),
    }),
})

function CostCentreForm({
  organisationId,
  units,
  onSaving,
  onSaved,
}: {
  organisationId: string
  units: Given['units']
  onSaving: () => void
  onSaved: (given: Given) => void
}) {
  const t = useTexts(feeTexts)
  const { run, isActing, shown } = useAction()
  const form = useForm<z.input<typeof typed>>({
    resolver: zodResolver(typed),
    defaultValues: { unitOid: '', costCentre: '' },
    shouldFocusError: false,
  })
  const save = (input: z.output<typeof typed>): Promise<void> => {
    onSaving()
    return run(
      () =>
        callApi(changeCostCentre, {
          organisationId,
          ...(input.unitOid === '' ? {} : { unitOid: input.unitOid }),
          ...(input.costCentre === '' ? {} : { costCentre: input.costCentre }),
        }),
      (given) => {
        form.reset({ unitOid: '', costCentre: '' })
        onSaved(given)
      },
    )
  }
  return (
    <Form form={form} onSubmit={save}>
      <SelectField
        name="unitOid"
        label={t('unit')}
        width="whole"
        choices={[
          { value: '', label: t('wholeOrganisation') },
          ...units.map(({ oid, name }) => ({ value: oid, label: `${name}, ${oid}` })),
        ]}
      />
      <TextField name="costCentre" label={t('costCentre')} hint={t('costCentreHint')} />
      {shown}
      <SubmitButton variant="secondary" isActing={isActing}>
        {t('saveCostCentre')}
      </SubmitButton>
    </Form>
  )
}
