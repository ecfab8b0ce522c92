import {
  documentTypeOf,
  isNamed,
  isWholeMachineReadableZone,
  parseMachineReadableZone,
  stateOf,
  type MachineReadableZone,
} from '@sotevarmenne/identifiers/machine-readable-zone'
import { useState, type KeyboardEvent } from 'react'
import { Controller, useFormContext } from 'react-hook-form'
import { InlineAlert, TextInput } from 'suomifi-ui-components'
import { formatTypedDay } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { identificationTexts } from '../identification/texts.ts'
import { fieldId } from './form-errors.tsx'

/** The person whom the document should name. */
export type Named = { readonly givenNames: string; readonly surname: string }

const name = 'identification.machineReadableZone'

/**
 * The machine-readable zone of a document, typed or read by a scanner that acts as a keyboard: once the lines
 * are complete and their check digits match, they fill in the document. A scanner ends its lines by Enter,
 * which never submits the form; after a complete document it moves to the next field.
 */
export function MachineReadableZoneField({ person }: { person: Named | undefined }) {
  const t = useTexts(identificationTexts)
  const { setValue } = useFormContext()
  const [read, setRead] = useState<MachineReadableZone>()
  const [fault, setFault] = useState<string>()

  function take(typed: string): void {
    setRead(undefined)
    setFault(undefined)
    if (!isWholeMachineReadableZone(typed)) return
    const zone = parseMachineReadableZone(typed)
    if (!zone.ok) {
      const { refusal } = zone
      setFault(
        refusal.kind === 'wrong-check-digit'
          ? t('zoneWrongDigit', { part: t(`zonePart.${refusal.part}`) })
          : t(`zone.${refusal.kind}`),
      )
      return
    }
    const documentType = documentTypeOf(zone.value)
    if (documentType === undefined) {
      setFault(t('zoneNoDocument'))
      return
    }
    fillIn(zone.value, documentType)
    setRead(zone.value)
  }

  function fillIn(zone: MachineReadableZone, documentType: string): void {
    const options = { shouldValidate: true, shouldDirty: true }
    setValue('identification.documentType', documentType, options)
    setValue('identification.documentNumber', zone.documentNumber, options)
    setValue('identification.issuingCountry', stateOf(zone) ?? '', options)
    if (zone.expires !== undefined)
      setValue('identification.expires', formatTypedDay(zone.expires), options)
  }

  function takeEnter(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (read === undefined) return
    const { currentTarget } = event
    setTimeout(() => {
      onward(currentTarget)
    }, lineEndMilliseconds)
  }

  return (
    <>
      <Controller
        name={name}
        render={({ field }) => (
          <TextInput
            id={fieldId(name)}
            ref={field.ref}
            name={name}
            labelText={t('zoneLabel')}
            optionalText={t('optional')}
            hintText={t('zoneHint')}
            value={String(field.value ?? '')}
            onChange={(value) => {
              const typed = String(value ?? '')
              field.onChange(typed)
              take(typed)
            }}
            onBlur={field.onBlur}
            onKeyDown={takeEnter}
            autoComplete="off"
            spellCheck={false}
            fullWidth
            mb="m"
            statusTextAriaLiveMode="polite"
            {...(fault === undefined ? {} : { status: 'error', statusText: fault })}
          />
        )}
      />
      <div aria-live="polite">
        {read === undefined ? null : person === undefined || isNamed(read, person) ? (
          <InlineAlert status="neutral" mb="m">
            {t('zoneRead', { name: nameIn(read) })}
          </InlineAlert>
        ) : (
          <InlineAlert status="warning" labelText={t('zoneOtherName')} mb="m">
            {t('zoneOtherNameHelp', {
              name: nameIn(read),
              visitor: `${person.surname} ${person.givenNames}`,
            })}
          </InlineAlert>
        )}
      </div>
    </>
  )
}

/** A scanner may end a line by two keys; the second one is not meant for the next field. */
const lineEndMilliseconds = 150

/** Moves to the first field after the document, which is filled in. */
function onward(from: HTMLInputElement): void {
  const document = from.closest('[data-document]')
  const fields = [...(from.form?.elements ?? [])]
  const next = fields.find(
    (field) =>
      document !== null &&
      !(field instanceof HTMLFieldSetElement) &&
      (document.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      !document.contains(field),
  )
  if (next instanceof HTMLElement) next.focus()
}

const nameIn = ({ surname, givenNames }: MachineReadableZone): string => `${surname} ${givenNames}`
