import type { SessionView } from '@sotevarmenne/api/authentication'
import { SignInByClientCertificate } from './sign-in-by-client-certificate.tsx'
import { SignInByCard } from './sign-in-by-card.tsx'
import { SignInByPassword } from './sign-in-by-password.tsx'
import { SignInBySuomiFi } from './sign-in-by-suomi-fi.tsx'

/**
 * Every sign-in method, the strong ones first. For some the browser leaves the page, and returns to the
 * requested one.
 */
export function SignIn({
  wanted,
  onSignedIn,
  onLeave,
  isStrong = false,
  isWithoutSuomiFi = false,
}: {
  wanted: string | undefined
  onSignedIn?: (session: SessionView) => void
  /** Just before the browser leaves the page. */
  onLeave?: (() => void) | undefined
  /** A password is not enough. */
  isStrong?: boolean
  /** The page offers Suomi.fi itself. */
  isWithoutSuomiFi?: boolean
}) {
  return (
    <>
      <SignInByCard alsoOthers wanted={wanted} {...(onSignedIn && { onSignedIn })} />
      {isWithoutSuomiFi ? null : <SignInBySuomiFi wanted={wanted} onLeave={onLeave} />}
      <SignInByClientCertificate wanted={wanted} onLeave={onLeave} />
      {isStrong ? null : <SignInByPassword {...(onSignedIn && { onSignedIn })} />}
    </>
  )
}
