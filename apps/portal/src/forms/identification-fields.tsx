import { useMemo } from 'react'
import { Controller } from 'react-hook-form'
import { StatusText, suomifiDesignTokens } from 'suomifi-ui-components'
import styled from 'styled-components'
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
      .map((code) => ({ code, name: names.of(code) ?? code }))
      .toSorted((one, other) => one.name.localeCompare(other.name, language))
  }, [language])
  const id = fieldId('identification.issuingCountry')
  return (
    <Controller
      name="identification.issuingCountry"
      render={({ field, fieldState }) => {
        const { statusText } = shownError(fieldState.error)
        return (
          <Country>
            <label htmlFor={id}>{t('issuingCountry')}</label>
            <select
              id={id}
              ref={field.ref}
              value={String(field.value)}
              onChange={field.onChange}
              onBlur={field.onBlur}
              aria-invalid={statusText !== undefined}
            >
              {countries.map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
            {statusText === undefined ? null : <StatusText status="error">{statusText}</StatusText>}
          </Country>
        )
      }}
    />
  )
}

/** A plain select: two hundred states, found by typing their first letters. */
const Country = styled.div`
  max-width: 290px;
  margin-bottom: 20px;
  label {
    display: block;
    margin-bottom: 10px;
    font-weight: 600;
  }
  select {
    width: 100%;
    height: 40px;
    padding: 0 8px;
    font: inherit;
    color: inherit;
    background: #fff;
    border: 1px solid ${suomifiDesignTokens.colors.depthDark3};
    border-radius: 2px;
  }
  select:focus-visible {
    outline: 3px solid ${suomifiDesignTokens.colors.accentSecondary};
  }
`
