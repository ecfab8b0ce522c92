import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'

/**
 * The version of the schema that the migrations of this program bring: raised by the first migration after a
 * release. Version 1 is that of release 0.2.0, which does not know the number.
 */
export const schemaVersion = 2

/** What a database says of its schema. */
export type SchemaSpan = {
  /** Of the newest program that migrated it. */
  readonly version: number
  /** Programs of a lower version may not run: a migration took away or changed what they use. */
  readonly oldestProgram: number
}

/** A database without the number. */
export const firstSpan: SchemaSpan = { version: 1, oldestProgram: 1 }

export type ProgramTooOld = { readonly kind: 'program-too-old' } & SchemaSpan

/** Whether a program of a schema version may run over the database: of its own version, or of one within the span. */
export const checkSpan = (program: number, span: SchemaSpan): Result<void, ProgramTooOld> =>
  program < span.oldestProgram ? refuse({ kind: 'program-too-old', ...span }) : ok(undefined)
