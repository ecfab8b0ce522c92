import { Controller } from 'react-hook-form'
import { DateInput } from 'suomifi-ui-components'
import { commonTexts } from '../texts/common.ts'
import { useTexts } from '../texts/index.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useShownError } from './fields.tsx'
import { fieldId } from './form-errors.tsx'

export function DayField({ name, label, hint }: { name: string; label: string; hint?: string }) {
  const t = useTexts(commonTexts)
  const shownError = useShownError()
  const language = usePageLanguage()
  return (
    <Controller
      name={name}
      render={({ field, fieldState }) => (
        <DateInput
          id={fieldId(name)}
          ref={field.ref}
          name={name}
          labelText={label}
          hintText={hint ?? t('dayHint')}
          style={{ maxWidth: 290 }}
          fullWidth
          language={language}
          value={String(field.value ?? '')}
          onChange={({ value }) => {
            field.onChange(value)
          }}
          onBlur={field.onBlur}
          autoComplete="off"
          mb="m"
          {...shownError(fieldState.error)}
        />
      )}
    />
  )
}
