import type { Session } from '@sotevarmenne/api/access'
import { SignInAtCardDoor } from './sign-in-at-card-door.tsx'
import { SignInByCard } from './sign-in-by-card.tsx'
import { SignInByPassword } from './sign-in-by-password.tsx'
import { SignInBySuomiFi } from './sign-in-by-suomi-fi.tsx'

/** Every way to sign in, the strong ones first. For some the browser leaves the page, and returns to the one that is wanted. */
export function SignIn({
  wanted,
  onSignedIn,
  isStrong = false,
}: {
  wanted: string | undefined
  onSignedIn?: (session: Session) => void
  /** A password is not enough. */
  isStrong?: boolean
}) {
  return (
    <>
      <SignInByCard alsoOthers wanted={wanted} {...(onSignedIn && { onSignedIn })} />
      <SignInBySuomiFi wanted={wanted} />
      <SignInAtCardDoor wanted={wanted} />
      {isStrong ? null : <SignInByPassword {...(onSignedIn && { onSignedIn })} />}
    </>
  )
}
