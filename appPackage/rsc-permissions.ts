/**
 * Application permissions that resource-specific consent offers for a chat or its meeting. Teams ignores
 * or refuses other names, and the manifest's schema takes any string.
 *
 * @see {@link https://learn.microsoft.com/microsoftteams/platform/graph-api/rsc/resource-specific-consent}
 */
const CHAT_APPLICATION_PERMISSIONS: ReadonlySet<string> = new Set([
  'Calls.AccessMedia.Chat',
  'Calls.JoinGroupCalls.Chat',
  'Chat.Manage.Chat',
  'ChatMember.Read.Chat',
  'ChatMessage.Read.Chat',
  'ChatMessageReadReceipt.Read.Chat',
  'ChatSettings.Read.Chat',
  'ChatSettings.ReadWrite.Chat',
  'OnlineMeeting.ReadBasic.Chat',
  'OnlineMeetingNotification.Send.Chat',
  'OnlineMeetingParticipant.Read.Chat',
  'OnlineMeetingRecording.Read.Chat',
  'OnlineMeetingTranscript.Read.Chat',
  'TeamsActivity.Send.Chat',
  'TeamsAppInstallation.Read.Chat',
  'TeamsTab.Create.Chat',
  'TeamsTab.Delete.Chat',
  'TeamsTab.Read.Chat',
  'TeamsTab.ReadWrite.Chat',
]);

/** Whether Teams knows this permission; the service works without a user, so only application permissions count. */
export function isKnownRscPermission(permission: { name: string; type: string }): boolean {
  return permission.type === 'Application' && CHAT_APPLICATION_PERMISSIONS.has(permission.name);
}
