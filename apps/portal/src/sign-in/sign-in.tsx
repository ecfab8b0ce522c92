import type { Session } from '@sotevarmenne/api/access'
import { SignInByCard } from './sign-in-by-card.tsx'
import { SignInBySuomiFi } from './sign-in-by-suomi-fi.tsx'

/** Both ways to sign in. By Suomi.fi the browser leaves the page, and returns to the one that is wanted. */
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
    </>
  )
}
