import { TeamsUserCredential } from '@microsoft/teamsfx';
import { SignInFailure } from './host.ts';

/** Single sign-on tokens of the Teams user, kept by TeamsFx until five minutes before they end. */
export interface TeamsCredential {
  /** @param request.fresh forget the kept token first. */
  token(request: { fresh: boolean }): Promise<string>;
}

export function createTeamsCredential(settings: {
  clientId: string;
  /** Where a consent dialogue would start; an address of ours. */
  signInUrl: URL;
}): TeamsCredential {
  const create = () =>
    new TeamsUserCredential({ clientId: settings.clientId, initiateLoginEndpoint: settings.signInUrl.href });
  let credential = create();
  return {
    token: async ({ fresh }) => {
      if (fresh) credential = create();
      try {
        // No scopes: the token is for our own service, which exchanges it where it needs more.
        const token = await credential.getToken('');
        if (token) return token.token;
      } catch (error) {
        throw new SignInFailure(error);
      }
      throw new SignInFailure(undefined);
    },
  };
}
