import { developerPages } from '../developers/developer-pages.tsx'
import { frontTexts } from '../front-texts.ts'
import { helpTexts } from '../help-texts.ts'
import { FrontPage } from '../front-page.tsx'
import { HelpPage } from '../help-page.tsx'
import { accessibility, contact, privacy, search, serviceStatus } from './about.ts'
import { becomeARegistrationPoint } from './become-a-registration-point.ts'
import { cards } from './cards.ts'
import { forOrganisations } from './for-organisations.ts'
import { forPharmacies } from './for-pharmacies.ts'
import { forSystemVendors } from './for-system-vendors.ts'
import { lostCard } from './lost-card.ts'
import { activateACard, orderACard, renewACard } from './ordering.ts'
import { prices } from './prices.ts'
import { readerSoftware } from './reader-software.ts'
import { relyingParties } from './relying-parties.ts'
import { serviceCertificates } from './service-certificates.ts'
import { spareCards } from './spare-cards.ts'
import type { TextPage } from './text-page.ts'

/** Every page that is sent as text, without the application. */
export const textPages: readonly TextPage[] = [
  { path: '', title: frontTexts.heading, description: frontTexts.lead, content: FrontPage },
  { path: 'help', title: helpTexts.heading, description: helpTexts.description, content: HelpPage },
  cards,
  prices,
  orderACard,
  renewACard,
  activateACard,
  spareCards,
  lostCard,
  forOrganisations,
  forPharmacies,
  forSystemVendors,
  becomeARegistrationPoint,
  serviceCertificates,
  readerSoftware,
  relyingParties,
  ...developerPages,
  serviceStatus,
  contact,
  search,
  accessibility,
  privacy,
]
