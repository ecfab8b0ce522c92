import type { ComponentProps } from 'react'
import { ActionButton } from '../layout/action-button.tsx'

/** Sends its form, once at a time. */
export const SubmitButton = (button: Omit<ComponentProps<typeof ActionButton>, 'type'>) => (
  <ActionButton {...button} type="submit" />
)
