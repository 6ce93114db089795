import type { FederationSpec } from '../../constructs/auth/federation-spec';
import type { AuthenticationFlow, Config } from './representation';

/** Name of the flow for people whom a federation knows and this facility doesn't. */
export function refusalOf(federation: FederationSpec): string {
  return `no account ${federation.alias}`;
}

/**
 * Refuses whoever has logged in at the federation and is linked to no account: accounts are linked beforehand, by the
 * federation's identifier, never by an e-mail address.
 *
 * A flow for each federation, so that the page can name it. `{logoutUrl}` is filled in where the realm is applied:
 * without a log-out there, the federation's session would lead straight back to the refusal.
 */
export function renderFirstLoginFlow(
  federation: FederationSpec,
  contact: string,
): { readonly flow: AuthenticationFlow; readonly config: { readonly alias: string; readonly config: Config } } {
  const alias = refusalOf(federation);
  const flow: AuthenticationFlow = {
    alias,
    description: `Logged in at ${federation.title}, but not known here`,
    providerId: 'basic-flow',
    topLevel: true,
    builtIn: false,
    authenticationExecutions: [
      {
        authenticator: 'deny-access-authenticator',
        authenticatorConfig: alias,
        authenticatorFlow: false,
        requirement: 'REQUIRED',
        priority: 10,
        userSetupAllowed: false,
      },
    ],
  };
  return { flow, config: { alias, config: { denyErrorMessage: message(federation, contact) } } };
}

function message(federation: FederationSpec, contact: string): string {
  const title = escape(federation.title);
  const refusal =
    `You logged in at ${title}, but there is no account for you at this facility. ` + `To get access, write to ${escape(contact)}.`;
  return federation.kind === 'oidc'
    ? `${refusal} To use another identity, <a href="{logoutUrl}">log out at ${title}</a> and start again.`
    : refusal;
}

/** For HTML and for Java's MessageFormat, where an apostrophe or a brace has a meaning. */
function escape(text: string): string {
  return text.replaceAll(/[&<>"'{}]/g, (character) => `&#${character.charCodeAt(0)};`);
}
