import { useMemo } from 'react'
import { Controller } from 'react-hook-form'
import { SingleSelect } from 'suomifi-ui-components'
import { usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { countryCodes } from './country-codes.ts'
import { ChoiceField, DayField, TextField, useShownError } from './fields.tsx'
import { fieldId } from './form-errors.tsx'

/** The document by which the person in front of the desk is identified. No copy of it is kept. */
export function IdentificationFields() {
  const t = useTexts('desk')
  const words = useTexts('words')
  return (
    <>
      <ChoiceField
        name="identification.documentType"
        label={t('documentType')}
        choices={[
          { value: 'passport', label: words('documentType.passport') },
          { value: 'identity-card', label: words('documentType.identity-card') },
        ]}
      />
      <TextField
        name="identification.documentNumber"
        label={t('documentNumber')}
        hint={t('documentNumberHint')}
      />
      <CountryField />
      <DayField name="identification.expires" label={t('expires')} hint={t('expiresHint')} />
    </>
  )
}

function CountryField() {
  const t = useTexts('desk')
  const language = usePageLanguage()
  const shownError = useShownError()
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region' })
    return countryCodes
      .map((code) => ({ uniqueItemId: code, labelText: names.of(code) ?? code }))
      .toSorted((one, other) => one.labelText.localeCompare(other.labelText, language))
  }, [language])
  return (
    <Controller
      name="identification.issuingCountry"
      render={({ field, fieldState }) => (
        <SingleSelect
          id={fieldId('identification.issuingCountry')}
          labelText={t('issuingCountry')}
          clearButtonLabel={t('clearCountry')}
          noItemsText={t('noCountry')}
          ariaOptionsAvailableTextFunction={(amount: number) =>
            t('countriesFound', { amount: String(amount) })
          }
          items={countries}
          selectedItem={countries.find(({ uniqueItemId }) => uniqueItemId === field.value) ?? null}
          onItemSelect={(code: string | null) => {
            field.onChange(code ?? '')
          }}
          mb="m"
          {...shownError(fieldState.error)}
        />
      )}
    />
  )
}
