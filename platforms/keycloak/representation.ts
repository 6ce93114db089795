/** Configuration of anything in Keycloak: it keeps strings only. */
export type Config = Readonly<Record<string, string>>;

/** `ProtocolMapperRepresentation`: an attribute of the user -> a claim. */
export interface ProtocolMapper {
  readonly name: string;
  readonly protocol: 'openid-connect';
  readonly protocolMapper: string;
  readonly config: Config;
}

/** `ClientScopeRepresentation`. */
export interface ClientScopeRepresentation {
  readonly name: string;
  readonly description: string;
  readonly protocol: 'openid-connect';
  readonly attributes: Config;
}

/** `ClientRepresentation`. */
export interface ClientRepresentation {
  readonly clientId: string;
  readonly name: string;
  readonly protocol: 'openid-connect';
  readonly publicClient: boolean;
  readonly secret?: string;
  readonly defaultClientScopes: readonly string[];
  readonly optionalClientScopes: readonly string[];
  readonly redirectUris: readonly string[];
  readonly attributes: Config;
  readonly protocolMappers: readonly ProtocolMapper[];
  readonly [setting: string]: unknown;
}

/** `IdentityProviderRepresentation`. */
export interface IdentityProviderRepresentation {
  readonly alias: string;
  readonly displayName: string;
  readonly providerId: 'oidc' | 'saml';
  readonly enabled: boolean;
  readonly trustEmail: boolean;
  readonly storeToken: boolean;
  readonly firstBrokerLoginFlowAlias: string;
  readonly config: Config;
}

/** `IdentityProviderMapperRepresentation`: a claim of the federation -> an attribute of the user. */
export interface IdentityProviderMapper {
  readonly name: string;
  readonly identityProviderAlias: string;
  readonly identityProviderMapper: string;
  readonly config: Config;
}

/** `AuthenticationFlowRepresentation` with its executions. */
export interface AuthenticationFlow {
  readonly alias: string;
  readonly description: string;
  readonly providerId: 'basic-flow';
  readonly topLevel: true;
  readonly builtIn: false;
  readonly authenticationExecutions: readonly {
    readonly authenticator: string;
    readonly authenticatorConfig: string;
    readonly authenticatorFlow: false;
    readonly requirement: 'REQUIRED';
    readonly priority: number;
    readonly userSetupAllowed: false;
  }[];
}

/** `UserRepresentation`. */
export interface UserRepresentation {
  readonly username: string;
  readonly enabled: true;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly emailVerified: true;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly credentials?: readonly { readonly type: 'password'; readonly value: string; readonly temporary: false }[];
  readonly federatedIdentities?: readonly { readonly identityProvider: string; readonly userId: string; readonly userName: string }[];
}

/** `ComponentExportRepresentation`: a plug-in with its settings. */
export interface ComponentRepresentation {
  readonly name?: string;
  readonly providerId: string;
  readonly config: Readonly<Record<string, readonly string[]>>;
  readonly subComponents?: Readonly<Record<string, readonly ComponentRepresentation[]>>;
}

/** `RealmRepresentation`, as far as the kit sets it. */
export interface RealmRepresentation {
  readonly realm: string;
  readonly authenticationFlows: readonly AuthenticationFlow[];
  readonly authenticatorConfig: readonly { readonly alias: string; readonly config: Config }[];
  readonly identityProviders: readonly IdentityProviderRepresentation[];
  readonly identityProviderMappers: readonly IdentityProviderMapper[];
  readonly clientScopes: readonly ClientScopeRepresentation[];
  readonly clients: readonly ClientRepresentation[];
  readonly users: readonly UserRepresentation[];
  readonly components: Readonly<Record<string, readonly ComponentRepresentation[]>>;
  readonly [setting: string]: unknown;
}
