import { z } from 'zod'

/** A fault in the log: never with the values that a database driver adds. */
const fault: z.ZodType = z.lazy(() =>
  z.strictObject({
    /** The name of the error's class; absent when something else was thrown. */
    type: z.string().optional(),
    message: z.string(),
    /** Of the operating system, Node or the database, as `ECONNREFUSED` or `23505`. */
    code: z.union([z.string(), z.number()]).optional(),
    stack: z.string().optional(),
    cause: fault.optional(),
    errors: z.array(fault).max(5).optional(),
  }),
)

/**
 * One line of the log of any process: a JSON object with these members and no other (R664). What usually names people
 * is no member of it. `tools/observability.mjs` writes docs/operations/log.schema.json from it.
 */
export const logLine = z.strictObject({
  level: z
    .literal([20, 30, 40, 50, 60])
    .describe('20 debug, 30 information, 40 warning, 50 error, 60 fatal'),
  time: z.iso.datetime().describe('by the clock of the machine, in UTC'),
  process: z.enum(['all', 'web', 'jobs', 'ocsp', 'tls-sign-in', 'signer', 'cli']),
  msg: z.string().optional().describe('a constant text to search by'),
  requestId: z
    .uuid()
    .optional()
    .describe('of a request, as in the field X-Request-Id of its response'),
  method: z.string().optional().describe('of a request'),
  route: z
    .string()
    .optional()
    .describe('the pattern of a request’s path, never the path with its ids'),
  status: z.int().optional().describe('of a response'),
  seconds: z.number().optional().describe('from a request to its response'),
  because: z.string().optional().describe('why a request was refused with 503'),
  part: z.string().optional().describe('of a text page'),
  kind: z.string().optional().describe('of a job'),
  key: z
    .string()
    .optional()
    .describe('of a job: with its kind it names the job; an id, never a name'),
  attempt: z.int().optional().describe('of a job: how many times it was tried'),
  isLast: z.boolean().optional().describe('of a job: it is not tried again'),
  recovered: z
    .strictObject({ issued: z.int(), voided: z.int(), waiting: z.int() })
    .optional()
    .describe('what the recovery of certificates has found'),
  token: z.string().optional().describe('of an HSM'),
  trouble: z.string().optional().describe('why an HSM can’t be used'),
  err: fault.optional().describe('a fault'),
  fault: fault.optional().describe('a fault'),
})

/** In JSON Schema 2020-12. */
export const logSchema = (): object => z.toJSONSchema(logLine)
