import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'

/**
 * Shows everything that is wrong by a problem at the fields of a form, and in its error summary; false when something
 * belongs to no field. `fieldOf`: the field of a member of the input, as `names.2`.
 */
export const atFields =
  <Typed extends FieldValues, Context, Read>(
    form: Pick<UseFormReturn<Typed, Context, Read>, 'setError'>,
    fieldOf: (member: string) => Path<Typed> | undefined,
  ) =>
  ({ errors = [] }: Pick<ProblemDetails, 'errors'>): boolean => {
    const ofFields = Map.groupBy(errors, ({ member }) => fieldOf(member))
    if (errors.length === 0 || ofFields.has(undefined)) return false
    for (const [field, wrong] of ofFields) {
      if (field === undefined) continue
      const messages = wrong.map(({ message }) => message)
      form.setError(field, {
        ...{ type: 'refused', message: messages.join('\n') },
        types: Object.fromEntries(messages.map((message, at) => [at, message])),
      })
    }
    return true
  }
