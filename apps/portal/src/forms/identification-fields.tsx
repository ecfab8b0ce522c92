import { useFormContext, useWatch } from 'react-hook-form'
import { useNavigate } from 'react-router'
import { Button } from 'suomifi-ui-components'
import { useHref } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { identificationTexts } from '../identification/texts.ts'
import { wordTexts } from '../texts/words.ts'
import { CountryField } from './country-field.tsx'
import { DayField } from './day-field.tsx'
import { ChoiceField, TextField } from './fields.tsx'
import { MachineReadableZoneField, type Named } from './machine-readable-zone-field.tsx'

/**
 * The document by which the visitor is identified. No copy of it is stored. Where it is in doubt, or there is
 * none, a link leads on with what was typed.
 */
export function IdentificationFields({
  person,
}: {
  /** The person whom the document should name; absent while loading. */
  person: (Named & { readonly personId: string }) | undefined
}) {
  const t = useTexts(identificationTexts)
  const words = useTexts(wordTexts)
  const href = useHref()
  const navigate = useNavigate()
  const { getValues } = useFormContext()
  const type: unknown = useWatch({ name: 'identification.documentType' })
  return (
    <div data-document>
      {type === 'police-verification' ? null : <MachineReadableZoneField person={person} />}
      <ChoiceField
        name="identification.documentType"
        label={t('documentType')}
        choices={(['passport', 'identity-card', 'police-verification'] as const).map((value) => ({
          value,
          label: words(`documentType.${value}`),
        }))}
      />
      {type === 'police-verification' ? (
        <TextField
          name="identification.documentNumber"
          label={t('policeReference')}
          hint={t('policeReferenceHint')}
        />
      ) : (
        <DocumentFields under="identification" />
      )}
      {person === undefined ? null : (
        <Button
          variant="secondaryNoBorder"
          onClick={() =>
            void navigate(href(`desk/persons/${person.personId}/inquiry`), {
              state: { person, typed: getValues('identification') as unknown },
            })
          }
        >
          {t('toInquiry')}
        </Button>
      )}
    </div>
  )
}

/** What is recorded of a passport or identity card. */
export function DocumentFields({ under }: { under: string }) {
  const t = useTexts(identificationTexts)
  return (
    <>
      <TextField
        name={`${under}.documentNumber`}
        label={t('documentNumber')}
        hint={t('documentNumberHint')}
      />
      <CountryField name={`${under}.issuingCountry`} label={t('issuingCountry')} />
      <DayField name={`${under}.expires`} label={t('expires')} />
    </>
  )
}
