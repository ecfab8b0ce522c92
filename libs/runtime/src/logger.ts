import { pino, type DestinationStream, type Logger } from 'pino'

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug'] as const

/**
 * The log of a process, one JSON object per line. It must not contain names, codes or secrets; members that
 * usually contain them are redacted in case a caller forgot.
 */
export const createLogger = (
  process: string,
  { level = 'info', to }: { readonly level?: string; readonly to?: DestinationStream } = {},
): Logger =>
  pino(
    {
      level,
      base: { process },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: secretMembers.flatMap((name) => [name, `*.${name}`]),
        censor: '[struck out]',
      },
      serializers: { err: faultInLog, fault: faultInLog },
    },
    ...(to === undefined ? [] : [to]),
  )

const secretMembers = [
  'identityCode',
  'givenNames',
  'surname',
  'address',
  'documentNumber',
  'activationCode',
  'pin',
  'pin1',
  'pin2',
  'sessionToken',
  'cookie',
  'authorization',
  'body',
  'headers',
]

/** A fault without the values that a database driver adds to its errors (`Key (code)=(…) already exists`). */
function faultInLog(fault: unknown): unknown {
  if (!(fault instanceof Error))
    return { message: typeof fault === 'string' ? fault : 'not an error' }
  return {
    type: fault.name,
    message: fault.message,
    ...('code' in fault && { code: fault.code }),
    stack: fault.stack,
    ...(fault.cause !== undefined && { cause: faultInLog(fault.cause) }),
    ...(fault instanceof AggregateError && {
      errors: fault.errors.slice(0, maxErrorsShown).map(faultInLog),
    }),
  }
}

/** A hundred thousand entries that fail alike are still one line. */
const maxErrorsShown = 5
