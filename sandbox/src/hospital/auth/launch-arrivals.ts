import { errors, type Grant, type KoaContextWithOIDC } from 'oidc-provider';
import type { LaunchContext, LaunchTokens } from './launch-tokens.ts';

/** Follows launch contexts through the authorisation server: from the request they arrive with to the tokens. */
export interface LaunchArrivals {
  /**
   * Takes in the `launch` parameter of an authorisation request, and signs in whoever launched.
   *
   * @throws InvalidRequest for a launch that is unknown, expired, used or another client's, or that disagrees with the scope.
   */
  arrive(ctx: KoaContextWithOIDC, launch: string | undefined): void;
  isLaunch(ctx: KoaContextWithOIDC): boolean;
  /** The grant of a request, be it launched or signed in; `undefined` while nobody is known yet. */
  grantFor(ctx: KoaContextWithOIDC): Promise<Grant | undefined>;
  contextOf(grantId: string | undefined): LaunchContext | null;
  clear(): void;
}

export function createLaunchArrivals(launches: LaunchTokens): LaunchArrivals {
  const arriving = new WeakMap<object, LaunchContext>();
  const byGrant = new Map<string, LaunchContext>();
  return {
    arrive: (ctx, launch) => {
      const asked = ctx.oidc.requestParamScopes.has('launch');
      if (launch === undefined) {
        if (asked) throw new errors.InvalidRequest('scope launch needs the launch parameter');
        return;
      }
      if (!asked) throw new errors.InvalidRequest('the launch parameter needs scope launch');
      const context = launches.redeem(launch);
      if (!context) throw new errors.InvalidRequest('launch is unknown, expired or already used');
      if (context.clientId !== null && context.clientId !== ctx.oidc.client?.clientId) {
        throw new errors.InvalidRequest('launch was made for another client id');
      }
      arriving.set(ctx, context);
      // The EHR's own session knows who launched, so nobody is asked to sign in.
      ctx.oidc.session?.loginAccount({ accountId: context.fhirUser, transient: true });
    },
    isLaunch: (ctx) => arriving.has(ctx),
    grantFor: async (ctx) => {
      const context = arriving.get(ctx) ?? contextOfSignIn(ctx.oidc.result);
      const clientId = ctx.oidc.client?.clientId;
      if (!context || clientId === undefined) return undefined;
      const grant = new ctx.oidc.provider.Grant({ accountId: context.fhirUser, clientId });
      const scopes = [...ctx.oidc.requestParamScopes].filter((scope) => !scope.startsWith('system/'));
      grant.addOIDCScope(scopes.join(' '));
      byGrant.set(await grant.save(), context);
      return grant;
    },
    contextOf: (grantId) => byGrant.get(grantId ?? '') ?? null,
    clear: () => byGrant.clear(),
  };
}

function contextOfSignIn(result: unknown): LaunchContext | undefined {
  return (result as { readonly launchContext?: LaunchContext } | undefined)?.launchContext;
}
