import { PageLink } from '../layout/links.tsx'
import { useTexts } from '../texts/index.ts'
import { pointTexts } from './texts.ts'

/** A link to spare cards for today, for people without their card. */
export function SpareNearby() {
  const t = useTexts(pointTexts)
  return (
    <>
      {t('spareQuestion')} <PageLink to="spare-points">{t('spareLink')}</PageLink>
    </>
  )
}
