import { z } from 'zod'
import type { ThreeLanguages } from './values.ts'

/** Roles that are assigned and removed under dual control. Registrars are appointed for a point. */
export const givenRole = z.enum([
  'caseOfficer',
  'auditor',
  'caOfficer',
  'hotlineAgent',
  'adviceDesk',
])
export type GivenRole = z.infer<typeof givenRole>

/** What an API key of an organisation may be used for. */
export const apiKeyScope = z.enum([
  'employments:write',
  'prepared-orders:write',
  'cards:read',
  'directory:write',
])
export type ApiKeyScope = z.infer<typeof apiKeyScope>

/** Roles of a person in the service. Everybody who signs in is a holder; the others are appointed. */
export const role = z.enum(['holder', 'registrar', ...givenRole.options])
export type Role = z.infer<typeof role>

/**
 * Who may do an operation: everybody, a process of the service, a registered client, a client that is a
 * station or an identification service, or a person with one of the roles. If several roles are allowed, the
 * person's first one in the list acts. `holder` means own matters: the operation itself checks whose they are,
 * and for which organisations the person acts.
 */
export type AllowedRoles =
  | 'everybody'
  | 'service'
  | 'client'
  | 'station'
  | 'identificationService'
  | readonly [Role, ...Role[]]

/** The permission for an operation: the name of its permit and of its audit entry, and who has it. */
export type PermissionDeclaration<Name extends string = string> = {
  readonly name: Name
  readonly roles: AllowedRoles
  /** What the operation is called in the audit log. A missing language does not compile. */
  readonly label: ThreeLanguages
  /**
   * The weakest sign-in that is enough: by card when absent, so that a new operation is closed to weaker ones.
   * `suomiFi` also stands for the card of another trust service: own matters and those of one's organisation,
   * none of a registrar or of the office. `password`: reading and drafting for an organisation, nothing that
   * binds it (R221).
   */
  readonly signIn?: 'suomiFi' | 'password'
  /** Minutes since the person proved their identity, at most, however long the session lasts. */
  readonly freshForMinutes?: number
  /** An API key of the organisation with one of these scopes may do it, too; none when absent. */
  readonly apiKey?: readonly [ApiKeyScope, ...ApiKeyScope[]]
  /**
   * An operation of case officers on pages that operator commands may do too: at the start nobody exists who
   * could add the first point and appoint its registrar, and a compromised program must be stopped without
   * waiting for a case officer.
   */
  readonly byCommand?: true
}

/** Declares a permission, beside the endpoint or endpoints that need it. */
export const definePermission = <const Name extends string>(
  name: Name,
  rules: Omit<PermissionDeclaration<Name>, 'name'>,
): PermissionDeclaration<Name> => ({ name, ...rules })
