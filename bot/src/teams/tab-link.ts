/** `entityId` of the personal tab in `appPackage/manifest.json`. */
const TAB = 'visits';

/**
 * The address that opens the tab at a place of its own, in Teams.
 *
 * @param place what the tab is told as the page to show: `connections/<id>/<section>`.
 * @param label what Teams calls the link where it shows it.
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-application}
 */
export function tabLink(
  teams: { readonly webUrl: string; readonly appId: string },
  place: string,
  label: string,
): string {
  const query = new URLSearchParams({ context: JSON.stringify({ subEntityId: place }), label });
  // A space as `+` is one of forms; Teams takes the value as it stands in an address.
  return `${teams.webUrl}/l/entity/${teams.appId}/${TAB}?${query.toString().replaceAll('+', '%20')}`;
}
