import { z } from 'zod'

/** Problem details (RFC 9457). `type` ends with the refusal's kind; `title` and `detail` are in the reader's language. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  kind: z.string(),
  /** Facts of the refusal, for programs. */
  facts: z.record(z.string(), z.unknown()).optional(),
  /**
   * Everything that is wrong, not only the first: which member of the input, as `names.2`, and what is wrong with it.
   * `kind`: of a rule, as of a problem of its own; none where the input has another form.
   */
  errors: z
    .array(z.object({ member: z.string(), message: z.string(), kind: z.string().optional() }))
    .optional(),
  /** The request's id in the logs. */
  instance: z.string().optional(),
})
export type ProblemDetails = z.infer<typeof problem>
