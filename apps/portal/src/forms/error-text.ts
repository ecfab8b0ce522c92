import { errorTexts } from './error-texts.ts'

type ErrorKey = Extract<keyof typeof errorTexts, `error.${string}`>

type ErrorName = ErrorKey extends `error.${infer Name}` ? Name : never

/** A field's message as the key of its text, translated when it is shown. */
export const errorText = (name: ErrorName): ErrorKey => `error.${name}`

export const isErrorKey = (text: string): text is ErrorKey =>
  text.startsWith('error.') && text in errorTexts
