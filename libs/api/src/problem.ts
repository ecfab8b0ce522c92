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
  /** Malformed input: which member, and what is wrong with it. */
  errors: z.array(z.object({ member: z.string(), message: z.string() })).optional(),
  /** The request's id in the logs. */
  instance: z.string().optional(),
})
export type ProblemDetails = z.infer<typeof problem>
