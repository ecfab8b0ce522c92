import type { Session } from '@sotevarmenne/api/access'
import { SignInAtCardDoor } from './sign-in-at-card-door.tsx'
import { SignInByCard } from './sign-in-by-card.tsx'
import { SignInBySuomiFi } from './sign-in-by-suomi-fi.tsx'

/** All ways to sign in. For some the browser leaves the page, and returns to the one that is wanted. */
export function SignIn({
  wanted,
  onSignedIn,
}: {
  wanted: string | undefined
  onSignedIn?: (session: Session) => void
}) {
  return (
    <>
      <SignInByCard {...(onSignedIn && { onSignedIn })} />
      <SignInBySuomiFi wanted={wanted} />
      <SignInAtCardDoor wanted={wanted} />
    </>
  )
}
