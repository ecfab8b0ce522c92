import type { PointService } from '@sotevarmenne/api/points'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { CheckboxGroup } from 'suomifi-ui-components'
import { z } from 'zod'
import { errorText } from '../forms/error-texts.ts'
import { ConfirmField, useShownError } from '../forms/fields.tsx'
import { fieldId } from '../forms/form-errors.tsx'
import { usePointServices } from './point-services.ts'

/** The ticked services, at least one. */
export const tickedServices = z
  .record(z.string(), z.boolean())
  .refine((ticked) => Object.values(ticked).includes(true), { error: errorText('services') })

/** The purpose of the visit: the field `services` of a form. */
export function ServicesField({
  label,
  services,
  isByVisitor = false,
}: {
  label: string
  services: readonly PointService[]
  /** In the visitor's words, not the desk's. */
  isByVisitor?: boolean
}) {
  const { nameOf, comesFor } = usePointServices()
  const shownError = useShownError()
  const { formState, getFieldState, trigger } = useFormContext()
  const ticked: unknown = useWatch({ name: 'services' })
  useEffect(() => {
    // A tick is another field: it alone would leave the error of them all.
    if (formState.isSubmitted) void trigger('services')
  }, [ticked])
  const { status, statusText } = shownError(getFieldState('services', formState).error)
  return (
    <CheckboxGroup
      labelText={
        <span id={fieldId('services')} tabIndex={-1}>
          {label}
        </span>
      }
      mb="m"
      {...(status === undefined ? {} : { groupStatus: status, groupStatusText: statusText })}
    >
      {services.map((service) => (
        <ConfirmField
          key={service}
          name={`services.${service}`}
          label={isByVisitor ? comesFor(service) : nameOf(service)}
        />
      ))}
    </CheckboxGroup>
  )
}
