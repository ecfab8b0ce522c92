import type { ReactNode } from 'react'
import {
  FormProvider,
  type FieldValues,
  type SubmitHandler,
  type UseFormReturn,
} from 'react-hook-form'
import { FormErrors } from './form-errors.tsx'

/** A form whose errors stand above its fields; `onSubmit` gets what was typed, once it is right. */
export const Form = <Typed extends FieldValues, Context, Read>({
  form,
  onSubmit,
  children,
}: {
  form: UseFormReturn<Typed, Context, Read>
  onSubmit: SubmitHandler<Read>
  children: ReactNode
}) => (
  <FormProvider {...form}>
    <form noValidate onSubmit={(event) => void form.handleSubmit(onSubmit)(event)}>
      <FormErrors />
      {children}
    </form>
  </FormProvider>
)
