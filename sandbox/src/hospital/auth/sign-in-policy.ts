import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';

/**
 * When somebody has to sign in: always, unless the EHR's own session launched.
 *
 * There is no consent step, as EHRs ask none of their own users for an app the hospital has approved.
 */
export function signInPolicy(isLaunch: (ctx: KoaContextWithOIDC) => boolean): interactionPolicy.Prompt[] {
  const { Check, Prompt } = interactionPolicy;
  return [
    new Prompt(
      { name: 'login', requestable: false },
      new Check(
        'sign_in',
        'the user has to sign in',
        (ctx) => ctx.oidc.route === 'authorization' && !isLaunch(ctx),
      ),
    ),
  ];
}
