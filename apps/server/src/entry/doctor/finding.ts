/** What one check of an installation found, in a sentence for the person who runs it. */
export type Finding = {
  readonly about: string
  /** `fault`: something does not work, or will not soon. `warning`: somebody should look. */
  readonly state: 'ok' | 'warning' | 'fault'
  readonly words: string
}

export const ok = (about: string, words: string): Finding => ({ about, state: 'ok', words })
export const warning = (about: string, words: string): Finding => ({
  ...{ about, state: 'warning', words },
})
export const fault = (about: string, words: string): Finding => ({ about, state: 'fault', words })

/** The first that holds, the most serious first. */
export const firstOf = (
  about: string,
  {
    faultIf,
    warningIf,
    else: fine,
  }: {
    readonly faultIf?: string | false | undefined
    readonly warningIf?: string | false | undefined
    readonly else: string
  },
): Finding => {
  if (faultIf) return fault(about, faultIf)
  return warningIf ? warning(about, warningIf) : ok(about, fine)
}
