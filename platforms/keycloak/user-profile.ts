import type { ComponentRepresentation } from './representation';

/** Type of Keycloak's user-profile component. */
export const USER_PROFILE = 'org.keycloak.userprofile.UserProfileProvider';

/** People see what is known of them; only the site changes it. */
const PERMISSIONS = { view: ['admin', 'user'], edit: ['admin'] };

/**
 * The user profile: name and e-mail, and any other attribute for administrators and federations only. None is
 * mandatory, so that nobody is asked for anything at log-in.
 */
export function renderUserProfile(): ComponentRepresentation {
  const profile = {
    attributes: [
      { name: 'username', displayName: '${username}', validations: { length: { min: 1, max: 255 } }, permissions: PERMISSIONS },
      { name: 'email', displayName: '${email}', validations: { email: {}, length: { max: 255 } }, permissions: PERMISSIONS },
      { name: 'firstName', displayName: '${firstName}', validations: { length: { max: 255 } }, permissions: PERMISSIONS },
      { name: 'lastName', displayName: '${lastName}', validations: { length: { max: 255 } }, permissions: PERMISSIONS },
    ],
    unmanagedAttributePolicy: 'ADMIN_EDIT',
  };
  return { providerId: 'declarative-user-profile', config: { 'kc.user.profile.config': [JSON.stringify(profile)] } };
}
