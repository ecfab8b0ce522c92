import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useLocation } from 'react-router'
import { useTexts } from '../texts/index.ts'
import { ProblemShown } from './answers.tsx'
import { MainLink, useHref } from './links.tsx'
import { Actions } from './surface.tsx'

/** A refusal; where another sign-in is all that is missing, with the way to it and back to this page. */
export function ProblemOrSignIn({ problem }: { problem: ProblemDetails }) {
  const t = useTexts('signing')
  const href = useHref()
  const { pathname } = useLocation()
  return (
    <>
      <ProblemShown problem={problem} />
      {isSignInMissing(problem) ? (
        <Actions>
          <MainLink to={`${href('sign-in')}?again&return=${encodeURIComponent(pathname)}`}>
            {t('againHeading')}
          </MainLink>
        </Actions>
      ) : null}
    </>
  )
}

/** Whether the person has to sign in again, or by other means, before trying again. */
export const isSignInMissing = ({ kind }: ProblemDetails): boolean => kindsOfSignIn.includes(kind)

const kindsOfSignIn: readonly string[] = [
  'sign-in-too-old',
  'card-sign-in-needed',
  'signed-in-with-this-card',
]
